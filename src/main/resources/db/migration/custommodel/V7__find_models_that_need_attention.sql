-- Failed, waiting for Accept, or not begun by itself: what Home tells, found by an index.
alter table custom_model add column needs_attention boolean default false not null;
update custom_model set needs_attention = true where status = 5 or awaiting_acceptance;
create index custom_model_by_attention
  on custom_model (organization_id, needs_attention, modified_at, id);
create index model_version_by_expiry on model_version (organization_id, expires_at, id);
