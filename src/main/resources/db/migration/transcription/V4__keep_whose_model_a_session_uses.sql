-- Decided when a session is started: it ends with its model although access to that has ended since.
alter table stt_session add column owner_id uuid;
update stt_session
set owner_id = (select m.organization_id from custom_model m where m.id = stt_session.model_id)
where model_id is not null;
