-- The use of an organization by model and user is answered by the index alone.
create index usage_entry_of_organization_by_model on usage_entry (
  organization_id, at, user_id, kind, audio_ms, model_id, base_model_id, owner_id, model_label);
drop index usage_entry_of_organization;
