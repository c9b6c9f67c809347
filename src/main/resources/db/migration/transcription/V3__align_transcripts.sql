-- A session transcribes, or aligns a transcript that somebody has: its bytes and what its file was called.
alter table stt_session add column kind varchar(16) default 'TRANSCRIPTION' not null;
alter table stt_session add column text_sha256 varchar(64);
alter table stt_session add column text_name varchar(512);
