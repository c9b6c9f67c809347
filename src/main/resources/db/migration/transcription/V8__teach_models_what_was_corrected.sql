-- Passages that went to the training data of a model, so that none goes twice.
create table session_taught (
  id uuid not null,
  organization_id uuid not null,
  model_id uuid not null,
  audio_sha256 varchar(64) not null,
  start_ms bigint not null,
  end_ms bigint not null,
  session_id uuid not null,
  passage integer not null,
  -- Of a model of one's own; what is offered to another owner has none.
  dataset_id uuid,
  user_id uuid not null,
  taught_at timestamp(6) with time zone not null,
  constraint session_taught_pk primary key (id),
  constraint session_taught_once unique (organization_id, model_id, audio_sha256, start_ms)
);

create index session_taught_by_dataset on session_taught (dataset_id);
