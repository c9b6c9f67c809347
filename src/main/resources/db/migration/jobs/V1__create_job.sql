create table job (
  id                 uuid                        not null,
  organization_id    uuid                        not null,
  kind               varchar(40)                 not null,
  subject_id         uuid                        not null,
  state              varchar(12)                 not null,
  stage              varchar(60)                 not null,
  fraction           double precision            not null,
  message            varchar(500)                not null,
  cancel_requested   boolean                     not null,
  attempt            integer                     not null,
  fruitless_attempts integer                     not null,
  queued_at          timestamp(6) with time zone not null,
  started_at         timestamp(6) with time zone,
  finished_at        timestamp(6) with time zone,
  error_code         varchar(60),
  error_text         varchar(2000),
  constraint job_pk primary key (id),
  constraint job_state_known check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'))
);

create index job_by_queue on job (state, kind, queued_at);
create index job_by_subject on job (organization_id, kind, subject_id, queued_at);
create index job_by_start on job (organization_id, kind, started_at);

create table job_log (
  job_id uuid                        not null,
  number integer                     not null,
  at     timestamp(6) with time zone not null,
  line   varchar(2000)               not null,
  constraint job_log_pk primary key (job_id, number),
  constraint job_log_job_fk foreign key (job_id) references job (id) on delete cascade
);

-- One row, locked while free slots are given out, so that limits hold across processes.
create table job_turn (
  id integer not null,
  constraint job_turn_pk primary key (id)
);

insert into job_turn (id) values (1);
