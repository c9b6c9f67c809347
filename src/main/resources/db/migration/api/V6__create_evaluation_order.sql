-- Evaluations that programs asked for; the test itself has the same id.
create table evaluation_order (
  id uuid not null,
  organization_id uuid not null,
  locale varchar(35) not null,
  -- BASE_MODEL or MODEL, and the identifier in its address
  model1_kind varchar(12) not null,
  model1_ref uuid not null,
  model2_kind varchar(12) not null,
  model2_ref uuid not null,
  dataset_id uuid not null,
  -- equal where the models are
  transcription1_id uuid not null,
  transcription2_id uuid not null,
  state varchar(12) not null,
  error_code varchar(64),
  error_text varchar(2000),
  -- as JSON, by position; null before they are there, and where nothing was to be compared with
  figures text,
  created_at timestamp(6) with time zone not null,
  changed_at timestamp(6) with time zone not null,
  constraint evaluation_order_pk primary key (id),
  constraint evaluation_order_organization_fk foreign key (organization_id) references organization (id),
  constraint evaluation_order_state_known
    check (state in ('NOT_STARTED', 'RUNNING', 'SUCCEEDED', 'FAILED'))
);

create index evaluation_order_by_time on evaluation_order (organization_id, created_at, id);

-- What a model of an evaluation heard is a transcription as well.
alter table transcription_order add column evaluation_id uuid;
alter table transcription_order add column evaluation_position integer;
create index transcription_order_by_evaluation on transcription_order (evaluation_id);
