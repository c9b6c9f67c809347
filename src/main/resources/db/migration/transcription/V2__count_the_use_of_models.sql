create index stt_session_by_model on stt_session (organization_id, model_id, version_id);
