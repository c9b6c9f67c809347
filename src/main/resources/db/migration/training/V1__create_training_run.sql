-- One row for each training that was asked for. Its id is the subject of the job and the reference of
-- the credit; the outcome stays when the job's own row is cleaned up.
create table training_run (
  id                uuid                        not null,
  organization_id   uuid                        not null,
  model_id          uuid                        not null,
  job_id            uuid                        not null,
  base_model_id     uuid                        not null,
  asked_by          uuid,
  asked_by_name     varchar(256)                not null,
  charged           boolean                     not null,
  audio_seconds     double precision            not null,
  text_characters   bigint                      not null,
  estimated_seconds double precision            not null,
  asked_at          timestamp(6) with time zone not null,
  started_at        timestamp(6) with time zone,
  ended_at          timestamp(6) with time zone,
  outcome           varchar(12),
  error_code        varchar(60),
  error_text        varchar(2000),
  result            text,
  constraint training_run_pk primary key (id),
  constraint training_run_model_fk foreign key (model_id) references custom_model (id) on delete cascade,
  constraint training_run_base_model_fk foreign key (base_model_id) references base_model (id),
  constraint training_run_outcome_known check (outcome in ('SUCCEEDED', 'FAILED', 'CANCELLED'))
);

create index training_run_by_model on training_run (organization_id, model_id, asked_at, id);
create index training_run_by_end on training_run (outcome, ended_at);
