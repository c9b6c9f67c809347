-- The use of a model by version and user is answered by the index alone.
create index usage_entry_of_model_version
  on usage_entry (model_id, organization_id, version_id, user_id, kind, audio_ms, at);
drop index usage_entry_of_model;
