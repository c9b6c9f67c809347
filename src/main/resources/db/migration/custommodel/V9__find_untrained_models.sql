-- Models with data that nobody has trained yet, which Home tells of.
create index custom_model_by_status on custom_model (organization_id, status, id);
