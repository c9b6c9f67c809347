-- Models that programs have deployed to recognise with.
create table endpoint (
  id uuid not null,
  organization_id uuid not null,
  locale varchar(35) not null,
  -- BASE_MODEL or MODEL, and the identifier in its address
  model_kind varchar(12) not null,
  model_ref uuid not null,
  logging boolean not null,
  time_to_live_seconds bigint,
  state varchar(12) not null,
  error_code varchar(64),
  error_text varchar(2000),
  -- the deployment that counts
  job_id uuid,
  created_at timestamp(6) with time zone not null,
  created_by uuid not null,
  changed_at timestamp(6) with time zone not null,
  delete_at timestamp(6) with time zone,
  constraint endpoint_pk primary key (id),
  constraint endpoint_organization_fk foreign key (organization_id) references organization (id),
  constraint endpoint_state_known check (state in ('NOT_STARTED', 'RUNNING', 'SUCCEEDED', 'FAILED'))
);

create index endpoint_by_time on endpoint (organization_id, created_at, id);
create index endpoint_by_end on endpoint (delete_at);
create index endpoint_by_model on endpoint (model_ref);

-- What was recognised, where that is kept: a file of sound and one of the answer each time.
create table endpoint_log (
  organization_id uuid not null,
  name varchar(64) not null,
  id uuid not null,
  -- null for the base model of the locale
  endpoint_id uuid,
  locale varchar(35) not null,
  sha256 varchar(64) not null,
  size_bytes bigint not null,
  -- of sound
  duration_ms bigint,
  created_at timestamp(6) with time zone not null,
  constraint endpoint_log_pk primary key (organization_id, name),
  constraint endpoint_log_endpoint_fk foreign key (endpoint_id) references endpoint (id)
);

create index endpoint_log_by_endpoint on endpoint_log (endpoint_id, id);
create index endpoint_log_by_locale on endpoint_log (organization_id, locale, id);
create index endpoint_log_by_hash on endpoint_log (sha256);
create index endpoint_log_by_time on endpoint_log (created_at);
