-- Recordings of everyday speech that new versions are measured with. The clips are those of test data
-- when somebody chose them: the set stays as it is, whatever becomes of the dataset.
create table guard_set (
  id              uuid                        not null,
  organization_id uuid                        not null,
  locale          varchar(35)                 not null,
  name            varchar(256)                not null,
  offered         boolean                     not null,
  data_sha256     varchar(64)                 not null,
  clips           integer                     not null,
  offered_clips   integer                     not null,
  made_by_name    varchar(256)                not null,
  created_at      timestamp(6) with time zone not null,
  constraint guard_set_pk primary key (id),
  constraint guard_set_organization_fk foreign key (organization_id) references organization (id)
);

create index guard_set_by_organization on guard_set (organization_id, locale, created_at, id);
create index guard_set_by_offer on guard_set (locale, offered, created_at, id);

create table guard_clip (
  set_id       uuid          not null,
  number       integer       not null,
  file_name    varchar(512)  not null,
  audio_sha256 varchar(64)   not null,
  start_ms     bigint        not null,
  duration_ms  bigint,
  reference    text          not null,
  speaker      varchar(256)  not null,
  constraint guard_clip_pk primary key (set_id, number),
  constraint guard_clip_set_fk foreign key (set_id) references guard_set (id) on delete cascade
);

-- What an organization holds the versions of a language to; no set: to nothing, whatever is offered.
create table guard_choice (
  organization_id uuid             not null,
  locale          varchar(35)      not null,
  set_id          uuid,
  points          double precision not null,
  constraint guard_choice_pk primary key (organization_id, locale),
  constraint guard_choice_organization_fk foreign key (organization_id) references organization (id),
  constraint guard_choice_set_fk foreign key (set_id) references guard_set (id) on delete cascade
);

-- The name of a set stays with what was measured, which outlives the set.
create table guard_result (
  id              uuid                        not null,
  organization_id uuid                        not null,
  model_id        uuid                        not null,
  version_id      uuid                        not null,
  set_id          uuid                        not null,
  set_name        varchar(256)                not null,
  data_sha256     varchar(64)                 not null,
  job_id          uuid                        not null,
  state           varchar(16)                 not null,
  error_code      varchar(60),
  error_text      varchar(2000),
  words           integer,
  base_errors     integer,
  custom_errors   integer,
  low             double precision,
  high            double precision,
  real_difference boolean,
  utterances      integer,
  unreadable      integer,
  asked_by_name   varchar(256)                not null,
  created_at      timestamp(6) with time zone not null,
  finished_at     timestamp(6) with time zone,
  constraint guard_result_pk primary key (id),
  constraint guard_result_model_fk foreign key (model_id) references custom_model (id) on delete cascade
);

create index guard_result_by_version on guard_result (version_id, data_sha256, created_at, id);
create index guard_result_by_set on guard_result (set_id, state);
