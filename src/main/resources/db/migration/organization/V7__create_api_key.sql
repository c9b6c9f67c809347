-- Of a key only the hash and the last characters are kept.
create table api_key (
  id uuid not null,
  organization_id uuid not null,
  name varchar(100) not null,
  role varchar(16) not null,
  key_sha256 varchar(64) not null,
  last_characters varchar(4) not null,
  created_by varchar(256) not null,
  created_at timestamp(6) with time zone not null,
  last_used_at timestamp(6) with time zone,
  expires_at timestamp(6) with time zone,
  revoked_at timestamp(6) with time zone,
  constraint api_key_pk primary key (id),
  constraint api_key_organization_fk foreign key (organization_id) references organization (id),
  constraint api_key_role_known check (role in ('USER', 'ORGADMIN')),
  constraint api_key_unique unique (key_sha256)
);

create index api_key_by_organization on api_key (organization_id, created_at, id);
