-- The only channel of the recording that a session hears, from 0; null for all of them mixed.
alter table stt_session add column channel integer;
