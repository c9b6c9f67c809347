-- Transcriptions that programs asked for. What recognises was settled then: a result names it for good.
create table transcription_order (
  id uuid not null,
  organization_id uuid not null,
  locale varchar(35) not null,
  -- BASE_MODEL or MODEL, and the identifier in its address
  model_kind varchar(12) not null,
  model_ref uuid not null,
  base_model_id uuid,
  model_id uuid,
  version_id uuid,
  owner_id uuid,
  version_number integer,
  model_label varchar(800) not null,
  model_hash varchar(64) not null,
  -- of a dataset's recordings
  dataset_id uuid,
  container_url varchar(4096),
  word_times boolean not null,
  display_word_times boolean not null,
  channels varchar(32) not null,
  punctuation varchar(24) not null,
  profanity varchar(12) not null,
  time_to_live_seconds bigint,
  state varchar(12) not null,
  error_code varchar(64),
  error_text varchar(2000),
  job_id uuid,
  audio_ms bigint,
  created_at timestamp(6) with time zone not null,
  created_by uuid not null,
  created_by_name varchar(512) not null,
  created_by_role varchar(16) not null,
  changed_at timestamp(6) with time zone not null,
  delete_at timestamp(6) with time zone,
  constraint transcription_order_pk primary key (id),
  constraint transcription_order_organization_fk
    foreign key (organization_id) references organization (id),
  constraint transcription_order_state_known
    check (state in ('NOT_STARTED', 'RUNNING', 'SUCCEEDED', 'FAILED'))
);

create index transcription_order_by_time on transcription_order (organization_id, created_at, id);
create index transcription_order_by_end on transcription_order (delete_at);

-- Its recordings, from 0 as they were named.
create table transcription_source (
  order_id uuid not null,
  organization_id uuid not null,
  number integer not null,
  source varchar(4096) not null,
  -- of a dataset's recording; others are fetched
  sha256 varchar(64),
  state varchar(8) not null,
  error_code varchar(64),
  error_text varchar(2000),
  constraint transcription_source_pk primary key (order_id, number),
  constraint transcription_source_order_fk
    foreign key (order_id) references transcription_order (id) on delete cascade,
  constraint transcription_source_state_known check (state in ('WAITING', 'TAKEN', 'FAILED'))
);

-- The session that hears one channel of a recording. A session may go by itself: no foreign key.
create table transcription_channel (
  order_id uuid not null,
  organization_id uuid not null,
  number integer not null,
  channel integer not null,
  session_id uuid not null,
  constraint transcription_channel_pk primary key (order_id, number, channel),
  constraint transcription_channel_source_fk foreign key (order_id, number)
    references transcription_source (order_id, number) on delete cascade
);

create unique index transcription_channel_by_session on transcription_channel (session_id);
