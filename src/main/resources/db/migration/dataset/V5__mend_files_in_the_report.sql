-- All files of a dataset as its report lists them. Severity: 0 error, 1 warning, 2 clean, 3 left out.
create table dataset_item (
  dataset_id uuid not null,
  number integer not null,
  name varchar(512) not null,
  kind varchar(5) not null,
  size_bytes bigint not null,
  duration_ms bigint,
  sample_rate integer,
  channels integer,
  clipped double precision,
  signal_to_noise double precision,
  silence double precision,
  left_out boolean not null,
  error_count integer not null,
  warning_count integer not null,
  severity integer not null,
  constraint dataset_item_pk primary key (dataset_id, number),
  constraint dataset_item_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint dataset_item_kind_known check (kind in ('AUDIO', 'TEXT', 'OTHER'))
);
create index dataset_item_by_severity on dataset_item (dataset_id, severity, number);
create index dataset_finding_by_file on dataset_finding (dataset_id, file_name);

-- What people changed in the files of a dataset: the latest row of a file says what it is now.
create table dataset_change (
  dataset_id uuid not null,
  number integer not null,
  -- what was done in one go is undone in one go
  deed uuid not null,
  kind varchar(8) not null,
  file_name varchar(512) not null,
  line integer not null,
  -- null: the bytes are those that came
  sha256 varchar(64),
  size_bytes bigint not null,
  left_out boolean not null,
  confirmed boolean not null,
  made_at timestamp(6) with time zone not null,
  made_by varchar(256) not null,
  constraint dataset_change_pk primary key (dataset_id, number),
  constraint dataset_change_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint dataset_change_kind_known check (kind in ('LINE', 'FIX', 'REPLACE', 'LEAVE', 'TAKE'))
);
