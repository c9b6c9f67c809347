-- Versions trained once without each of their datasets, to find out what each of these brings.
create table dataset_worth (
  id              uuid                        not null,
  organization_id uuid                        not null,
  model_id        uuid                        not null,
  version_id      uuid                        not null,
  job_id          uuid                        not null,
  state           varchar(16)                 not null,
  error_code      varchar(60),
  error_text      varchar(2000),
  pieces          integer                     not null,
  found           text,
  asked_by_name   varchar(256)                not null,
  created_at      timestamp(6) with time zone not null,
  finished_at     timestamp(6) with time zone,
  constraint dataset_worth_pk primary key (id),
  constraint dataset_worth_model_fk foreign key (model_id) references custom_model (id) on delete cascade
);

create index dataset_worth_by_version on dataset_worth (version_id, created_at, id);
