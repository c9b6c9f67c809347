-- Leave that an organization gives another one to put one version of a model into it, once.
create table copy_authorization (
  id uuid not null,
  -- who gives it, and gets the model
  organization_id uuid not null,
  source_organization_id uuid not null,
  created_by uuid not null,
  created_by_name varchar(256) not null,
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null,
  used_at timestamp(6) with time zone,
  constraint copy_authorization_pk primary key (id),
  constraint copy_authorization_organization_fk foreign key (organization_id) references organization (id),
  constraint copy_authorization_source_fk foreign key (source_organization_id) references organization (id)
);

create index copy_authorization_by_time on copy_authorization (expires_at);

-- A version on its way from one organization to another, or within one; afterwards, that it came.
create table model_copy (
  -- of the job that does it, by which the version is known
  id uuid not null,
  organization_id uuid not null,
  version_id uuid not null,
  version_label varchar(400) not null,
  target_organization_id uuid not null,
  -- made when the bytes are there
  target_model_id uuid not null,
  name varchar(512) not null,
  locale varchar(35) not null,
  base_model_id uuid not null,
  asked_by uuid not null,
  asked_by_name varchar(256) not null,
  -- in whose name the model is made there
  target_user uuid not null,
  target_user_name varchar(256) not null,
  state varchar(8) not null,
  error_code varchar(60),
  error_text varchar(2000),
  created_at timestamp(6) with time zone not null,
  started_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone,
  -- by the target, before it came
  removed boolean not null,
  constraint model_copy_pk primary key (id),
  constraint model_copy_organization_fk foreign key (organization_id) references organization (id),
  constraint model_copy_target_fk foreign key (target_organization_id) references organization (id),
  constraint model_copy_base_model_fk foreign key (base_model_id) references base_model (id),
  constraint model_copy_state_known check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED'))
);

create index model_copy_by_target on model_copy (target_organization_id, created_at, id);
create index model_copy_by_version on model_copy (version_id, ended_at);
