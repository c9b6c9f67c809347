-- Who signed a version before the one that signed the file that it came in, from the first on.
create table version_signer (
  version_id uuid not null,
  organization_id uuid not null,
  position integer not null,
  origin_organization varchar(256) not null,
  origin_model varchar(256) not null,
  origin_number integer not null,
  fingerprint varchar(64) not null,
  signed_until timestamp(6) with time zone not null,
  constraint version_signer_pk primary key (version_id, position),
  constraint version_signer_version_fk foreign key (version_id) references model_version (id) on delete cascade
);
