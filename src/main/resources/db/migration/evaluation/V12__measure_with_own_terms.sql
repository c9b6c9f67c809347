-- A shared model is measured as its customers recognise with it, with their own terms on top: those of
-- when the test was asked for.
alter table test_subject add column layered boolean default false not null;

create table test_own_terms (
  run_id uuid not null,
  terms  text not null,
  constraint test_own_terms_pk primary key (run_id),
  constraint test_own_terms_run_fk foreign key (run_id) references test_run (id) on delete cascade
);
