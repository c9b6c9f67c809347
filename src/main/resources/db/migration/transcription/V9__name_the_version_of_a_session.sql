-- Results name model, version and hash for good.
alter table stt_session add column version_number integer;
update stt_session
set version_number = (select v.number from model_version v where v.id = stt_session.version_id)
where version_id is not null;
