-- How far recordings say what their transcripts say: one row for each clip that has words.
create table dataset_agreement (
  dataset_id uuid not null,
  number integer not null,
  -- of all that the figures depend on: sound, place, words, base model and vocabulary
  identity varchar(64) not null,
  file_name varchar(512) not null,
  recording varchar(64) not null,
  start_ms bigint not null,
  duration_ms bigint,
  origin varchar(5) not null,
  words text not null,
  -- as they are spoken, and how far each was heard
  spoken text not null,
  heard text not null,
  -- key of what training needs of the clip; empty where there is nothing
  clip_key varchar(64) not null,
  state varchar(9) not null,
  score double precision not null,
  margin double precision not null,
  word_share double precision not null,
  unwritten_ms integer not null,
  fault varchar(500) not null,
  -- the clip whose words are rather said here
  swap_with integer,
  constraint dataset_agreement_pk primary key (dataset_id, number),
  constraint dataset_agreement_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint dataset_agreement_origin_known check (origin in ('GIVEN', 'CUT')),
  constraint dataset_agreement_state_known
    check (state in ('DIFFERS', 'PARTLY', 'UNWRITTEN', 'FINE', 'UNHEARD'))
);

create index dataset_agreement_by_margin on dataset_agreement (dataset_id, margin, number);
create index dataset_agreement_by_state on dataset_agreement (dataset_id, state, number);

-- What came of listening to a dataset, so that its report can say so.
create table dataset_hearing (
  dataset_id uuid not null,
  job_id uuid not null,
  outcome varchar(10) not null,
  language varchar(8) not null,
  seconds double precision not null,
  cut_seconds double precision not null,
  base varchar(64) not null,
  constraint dataset_hearing_pk primary key (dataset_id),
  constraint dataset_hearing_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint dataset_hearing_outcome_known
    check (outcome in ('HEARD', 'NO_BASE', 'NO_SOUND'))
);

-- The words of two clips that stand for each other are exchanged in one go.
alter table dataset_change drop constraint dataset_change_kind_known;
alter table dataset_change add constraint dataset_change_kind_known
  check (kind in ('LINE', 'FIX', 'REPLACE', 'LEAVE', 'TAKE', 'SWAP'));
