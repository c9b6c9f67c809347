create table organization (
  id uuid not null,
  parent_id uuid,
  name varchar(256) not null,
  name_key varchar(256) not null,
  reseller boolean not null,
  time_zone varchar(64) not null,
  max_models int,
  max_storage_bytes bigint,
  suspended_at timestamp(6) with time zone,
  created_at timestamp(6) with time zone not null,
  constraint organization_pk primary key (id),
  constraint organization_parent_fk foreign key (parent_id) references organization (id)
);

create index organization_by_parent on organization (parent_id, name_key, id);

create table app_user (
  id uuid not null,
  organization_id uuid not null,
  email varchar(254) not null,
  email_key varchar(254) not null,
  display_name varchar(256) not null,
  password_hash varchar(256) not null,
  role varchar(16) not null,
  time_zone varchar(64),
  deactivated_at timestamp(6) with time zone,
  created_at timestamp(6) with time zone not null,
  constraint app_user_pk primary key (id),
  constraint app_user_organization_fk foreign key (organization_id) references organization (id),
  constraint app_user_email_unique unique (email_key),
  constraint app_user_role_known check (role in ('USER', 'ORGADMIN', 'RESELLER', 'SYSOP'))
);

create index app_user_by_organization on app_user (organization_id, email_key, id);

-- One row, written by the person who sets the installation up: two cannot.
create table set_up (
  id int not null,
  done_at timestamp(6) with time zone not null,
  constraint set_up_pk primary key (id)
);
