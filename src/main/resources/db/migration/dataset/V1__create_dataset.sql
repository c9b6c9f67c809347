create table dataset (
  id uuid not null,
  organization_id uuid not null,
  -- files sent together; a manifest refers to the audio sent with it
  upload_id uuid not null,
  -- 255 characters may be 510 units of UTF-16, which is what H2 counts
  name varchar(512) not null,
  name_key varchar(1024) not null,
  -- the name without its ending, in lower case: what pairs audio with its transcript
  pair_key varchar(1024) not null,
  type varchar(12) not null,
  rest_kind varchar(20) not null,
  status varchar(12) not null,
  sha256 varchar(64) not null,
  size_bytes bigint not null,
  duration_ms bigint,
  clips integer not null,
  error_count integer not null,
  warning_count integer not null,
  job_id uuid,
  created_at timestamp(6) with time zone not null,
  created_by uuid not null,
  started_at timestamp(6) with time zone,
  ended_at timestamp(6) with time zone,
  constraint dataset_pk primary key (id),
  constraint dataset_organization_fk foreign key (organization_id) references organization (id),
  constraint dataset_type_known check (type in ('TRANSCRIPT', 'TEST', 'AUDIO', 'MANIFEST')),
  constraint dataset_status_known
    check (status in ('UPLOADING', 'VALIDATING', 'NEEDS_REVIEW', 'READY', 'REJECTED'))
);

create index dataset_by_organization on dataset (organization_id, id);
create index dataset_by_upload on dataset (upload_id);

create table model_dataset (
  model_id uuid not null,
  dataset_id uuid not null,
  purpose varchar(5) not null,
  constraint model_dataset_pk primary key (model_id, dataset_id),
  constraint model_dataset_model_fk
    foreign key (model_id) references custom_model (id) on delete cascade,
  constraint model_dataset_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint model_dataset_purpose_known check (purpose in ('TRAIN', 'TEST'))
);

create index model_dataset_by_dataset on model_dataset (dataset_id);

-- Number 0 is what was uploaded; the others were found in it.
create table dataset_file (
  dataset_id uuid not null,
  number integer not null,
  name varchar(512) not null,
  sha256 varchar(64) not null,
  size_bytes bigint not null,
  duration_ms bigint,
  constraint dataset_file_pk primary key (dataset_id, number),
  constraint dataset_file_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade
);

-- What is said in a part of an audio file, by a manifest or the transcript list of an archive.
create table dataset_clip (
  dataset_id uuid not null,
  number integer not null,
  file_number integer not null,
  start_ms bigint not null,
  duration_ms bigint,
  words text not null,
  speaker varchar(256) not null,
  purpose varchar(5) not null,
  constraint dataset_clip_pk primary key (dataset_id, number),
  constraint dataset_clip_file_fk foreign key (dataset_id, file_number)
    references dataset_file (dataset_id, number) on delete cascade
);

create table dataset_finding (
  dataset_id uuid not null,
  number integer not null,
  severity varchar(8) not null,
  code varchar(40) not null,
  rule varchar(60) not null,
  file_name varchar(512) not null,
  line integer not null,
  place integer not null,
  arguments text not null,
  constraint dataset_finding_pk primary key (dataset_id, number),
  constraint dataset_finding_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint dataset_finding_severity_known check (severity in ('ERROR', 'WARNING'))
);
