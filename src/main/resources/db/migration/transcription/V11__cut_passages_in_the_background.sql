-- Passages on their way to the training data of a model. Their words are kept until they have arrived, no longer.
create table session_delivery (
  id uuid not null,
  organization_id uuid not null,
  session_id uuid not null,
  session_name varchar(400) not null,
  user_id uuid not null,
  model_id uuid not null,
  model_name varchar(400) not null,
  -- Whether the model is the organization's own.
  own boolean not null,
  job_id uuid not null,
  state varchar(16) not null,
  error_code varchar(64),
  error_text varchar(2000),
  name varchar(400) not null,
  audio_sha256 varchar(64) not null,
  clips text,
  passages integer not null,
  created_at timestamp(6) with time zone not null,
  finished_at timestamp(6) with time zone,
  constraint session_delivery_pk primary key (id)
);

create index session_delivery_of_session on session_delivery (organization_id, session_id, created_at);

-- Passages that are on their way are the model's already, so that nobody sends them a second time.
alter table session_taught add column delivery_id uuid;
create index session_taught_by_delivery on session_taught (delivery_id);
