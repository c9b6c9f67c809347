-- A link that works once: to join as the user described here, or to choose a new password. Of its
-- token only the hash is kept.
create table invitation (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid,
  email varchar(254) not null,
  display_name varchar(256) not null,
  role varchar(16) not null,
  token_sha256 varchar(64) not null,
  created_by varchar(256) not null,
  created_at timestamp(6) with time zone not null,
  expires_at timestamp(6) with time zone not null,
  closed_at timestamp(6) with time zone,
  constraint invitation_pk primary key (id),
  constraint invitation_organization_fk foreign key (organization_id) references organization (id),
  constraint invitation_user_fk foreign key (user_id) references app_user (id),
  constraint invitation_token_unique unique (token_sha256)
);

create index invitation_by_organization on invitation (organization_id, closed_at, expires_at, id);
create index invitation_by_user on invitation (user_id, closed_at);
