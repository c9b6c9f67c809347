-- A test: models measured, or listened to side by side, on the same recordings. What it found stays as
-- it is. A model is deleted before its tests are, which still count references to bytes: no foreign key.
create table test_run (
  id              uuid                        not null,
  organization_id uuid                        not null,
  model_id        uuid                        not null,
  name            varchar(256)                not null,
  kind            varchar(12)                 not null,
  standing        boolean                     not null,
  asked_by        uuid,
  asked_by_name   varchar(256)                not null,
  job_id          uuid                        not null,
  state           varchar(16)                 not null,
  error_code      varchar(60),
  error_text      varchar(2000),
  locale          varchar(35)                 not null,
  base_model_id   uuid                        not null,
  engine          varchar(40)                 not null,
  data_sha256     varchar(64)                 not null,
  utterances      integer                     not null,
  done            integer                     not null,
  audio_ms        bigint                      not null,
  figures         text,
  created_at      timestamp(6) with time zone not null,
  finished_at     timestamp(6) with time zone,
  constraint test_run_pk primary key (id),
  constraint test_run_organization_fk foreign key (organization_id) references organization (id),
  constraint test_run_base_model_fk foreign key (base_model_id) references base_model (id)
);

create index test_run_by_model on test_run (model_id, created_at, id);

-- What is measured: a base model, or a version of the custom model. Labels and hashes are kept with the
-- test, so that a result names what it was measured on whatever becomes of that.
create table test_subject (
  run_id        uuid         not null,
  position      integer      not null,
  base_model_id uuid,
  version_id    uuid,
  number        integer      not null,
  label         varchar(400) not null,
  sha256        varchar(64)  not null,
  owner_id      uuid         not null,
  constraint test_subject_pk primary key (run_id, position),
  constraint test_subject_run_fk foreign key (run_id) references test_run (id) on delete cascade
);

create index test_subject_by_version on test_subject (version_id);

create table test_utterance (
  run_id       uuid              not null,
  number       integer           not null,
  dataset_id   uuid,
  file_name    varchar(512)      not null,
  audio_sha256 varchar(64)       not null,
  start_ms     bigint            not null,
  duration_ms  bigint,
  reference    text              not null,
  speaker      varchar(256)      not null,
  sample_rate  integer,
  length_ms    bigint,
  snr          double precision,
  state        varchar(12)       not null,
  fault        varchar(1000)     not null,
  constraint test_utterance_pk primary key (run_id, number),
  constraint test_utterance_run_fk foreign key (run_id) references test_run (id) on delete cascade,
  constraint test_utterance_state_known check (state in ('WAITING', 'HEARD', 'UNREADABLE'))
);

create index test_utterance_by_state on test_utterance (run_id, state, number);

-- One utterance as one subject recognised it; words holds the alignment with times, confidences and
-- causes of errors as JSON.
create table test_hypothesis (
  run_id          uuid             not null,
  utterance       integer          not null,
  position        integer          not null,
  substitutions   integer          not null,
  deletions       integer          not null,
  insertions      integer          not null,
  reference_words integer          not null,
  processor_ms    double precision not null,
  taken_ms        double precision not null,
  said            text             not null,
  words           text             not null,
  constraint test_hypothesis_pk primary key (run_id, utterance, position),
  constraint test_hypothesis_utterance_fk foreign key (run_id, utterance)
    references test_utterance (run_id, number) on delete cascade
);

-- The recordings that a test refers to, each once.
create table test_audio (
  run_id uuid        not null,
  sha256 varchar(64) not null,
  constraint test_audio_pk primary key (run_id, sha256),
  constraint test_audio_run_fk foreign key (run_id) references test_run (id) on delete cascade
);

create table test_comment (
  id         uuid                        not null,
  run_id     uuid                        not null,
  utterance  integer                     not null,
  by_user    uuid                        not null,
  by_name    varchar(256)                not null,
  text       varchar(4000)               not null,
  created_at timestamp(6) with time zone not null,
  constraint test_comment_pk primary key (id),
  constraint test_comment_utterance_fk foreign key (run_id, utterance)
    references test_utterance (run_id, number) on delete cascade
);

create index test_comment_by_utterance on test_comment (run_id, utterance, created_at, id);
