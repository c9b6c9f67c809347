-- A version that came as a file, was checked, and waits for somebody to say what is to become of it.
create table model_import (
  -- by which the version will be known
  id uuid not null,
  organization_id uuid not null,
  created_by uuid not null,
  created_at timestamp(6) with time zone not null,
  file_name varchar(256) not null,
  -- export.json as it came
  description text not null,
  fingerprint varchar(64) not null,
  base_model_id uuid not null,
  artifact_sha256 varchar(64) not null,
  artifact_bytes bigint not null,
  constraint model_import_pk primary key (id),
  constraint model_import_organization_fk foreign key (organization_id) references organization (id),
  constraint model_import_base_model_fk foreign key (base_model_id) references base_model (id)
);

create index model_import_by_time on model_import (organization_id, created_at);
