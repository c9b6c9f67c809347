-- Versions that were trained once more with the same input, to compare the bytes.
create table version_reproduction (
  id              uuid                        not null,
  organization_id uuid                        not null,
  model_id        uuid                        not null,
  version_id      uuid                        not null,
  job_id          uuid                        not null,
  state           varchar(16)                 not null,
  error_code      varchar(60),
  error_text      varchar(2000),
  sha256          varchar(64),
  asked_by_name   varchar(256)                not null,
  created_at      timestamp(6) with time zone not null,
  finished_at     timestamp(6) with time zone,
  constraint version_reproduction_pk primary key (id),
  constraint version_reproduction_model_fk foreign key (model_id) references custom_model (id) on delete cascade
);

create index version_reproduction_by_version on version_reproduction (version_id, created_at, id);
