-- Datasets of the API from the call that makes them on, which may be before there are any bytes; the dataset itself, once
-- there is one, has the same id.
create table dataset_arrival (
  id uuid not null,
  organization_id uuid not null,
  kind varchar(20) not null,
  locale varchar(35) not null,
  text_normalization varchar(8) not null,
  content_url varchar(4096),
  -- what was sent in one request has no blocks
  whole boolean not null,
  state varchar(8) not null,
  error_code varchar(64),
  error_text varchar(2000),
  job_id uuid,
  created_at timestamp(6) with time zone not null,
  created_by uuid not null,
  created_by_name varchar(256) not null,
  created_by_role varchar(16) not null,
  changed_at timestamp(6) with time zone not null,
  constraint dataset_arrival_pk primary key (id),
  constraint dataset_arrival_organization_fk foreign key (organization_id) references organization (id),
  constraint dataset_arrival_state_known check (state in ('BLOCKS', 'QUEUED', 'RUNNING', 'FAILED', 'DONE'))
);

create index dataset_arrival_by_time on dataset_arrival (organization_id, created_at, id);
create index dataset_arrival_by_state on dataset_arrival (state, changed_at);

create table dataset_block (
  arrival_id uuid not null,
  -- Base64 of 64 bytes at most
  block_id varchar(88) not null,
  -- null once the dataset has the bytes
  sha256 varchar(64),
  size_bytes integer not null,
  -- in the dataset, from 1; null while it is not committed
  place integer,
  constraint dataset_block_pk primary key (arrival_id, block_id),
  constraint dataset_block_arrival_fk
    foreign key (arrival_id) references dataset_arrival (id) on delete cascade
);

create index dataset_block_by_hash on dataset_block (sha256);
