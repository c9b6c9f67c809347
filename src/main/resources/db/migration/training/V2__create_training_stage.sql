-- How far a training has come. A finished stage keeps the names and hashes of all files that the
-- working folder held then, which a resumed training is checked against.
create table training_stage (
  run_id          uuid                        not null,
  position        integer                     not null,
  stage           varchar(32)                 not null,
  started_at      timestamp(6) with time zone not null,
  finished_at     timestamp(6) with time zone,
  worked_seconds  double precision            not null,
  files           text,
  constraint training_stage_pk primary key (run_id, position),
  constraint training_stage_run_fk foreign key (run_id) references training_run (id) on delete cascade
);
