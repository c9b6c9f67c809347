-- How much a model is used, whoever uses it: answered by the index alone.
create index stt_session_use_of_model on stt_session (model_id, organization_id, user_id, kind, audio_ms);
