-- Where a version was trained that came as a file from elsewhere.
create table version_origin (
  version_id uuid not null,
  organization_id uuid not null,
  -- as they were called there
  origin_organization varchar(256) not null,
  origin_model varchar(256) not null,
  origin_number int not null,
  -- SHA-256 of the key that signed the file
  fingerprint varchar(64) not null,
  trained_at timestamp(6) with time zone not null,
  imported_by varchar(256) not null,
  imported_at timestamp(6) with time zone not null,
  constraint version_origin_pk primary key (version_id),
  constraint version_origin_version_fk foreign key (version_id) references model_version (id) on delete cascade
);
