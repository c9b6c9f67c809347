create table stt_session (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  name varchar(256) not null,
  locale varchar(35) not null,
  -- Of a session with a base model; one with a custom model has the next two.
  base_model_id uuid,
  model_id uuid,
  version_id uuid,
  -- Kept with the session: a result names the model, version and hash it came from for good.
  model_label varchar(400) not null,
  model_hash varchar(64) not null,
  audio_sha256 varchar(64) not null,
  audio_bytes bigint not null,
  audio_ms bigint,
  job_id uuid not null,
  state varchar(16) not null,
  error_code varchar(40),
  error_text text,
  transcript_sha256 varchar(64),
  created_at timestamp(6) with time zone not null,
  finished_at timestamp(6) with time zone,
  constraint stt_session_pk primary key (id),
  constraint stt_session_organization_fk foreign key (organization_id) references organization (id),
  constraint stt_session_user_fk foreign key (user_id) references app_user (id),
  constraint stt_session_base_model_fk foreign key (base_model_id) references base_model (id)
);

create index stt_session_by_time on stt_session (organization_id, created_at, id);
create index stt_session_by_user on stt_session (organization_id, user_id, created_at, id);
