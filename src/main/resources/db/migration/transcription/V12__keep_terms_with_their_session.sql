-- An organization's own terms as they were when the session was started: a blob; empty where there were none. Null of
-- sessions that the release before started, which are recognised with the terms of now.
alter table stt_session add column terms_sha256 varchar(64);
