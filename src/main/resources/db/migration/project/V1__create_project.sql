create table project (
  id uuid not null,
  organization_id uuid not null,
  -- 256 characters may be 512 units of UTF-16, which is what H2 counts
  name varchar(512) not null,
  description varchar(8192),
  locale varchar(35) not null,
  created_at timestamp(6) with time zone not null,
  created_by uuid not null,
  constraint project_pk primary key (id),
  constraint project_organization_fk foreign key (organization_id) references organization (id)
);

create index project_by_time on project (organization_id, created_at, id);

-- Members are rows of later modules, which say when one is gone; each is in one project at most.
create table project_member (
  organization_id uuid not null,
  kind varchar(16) not null,
  member_id uuid not null,
  project_id uuid not null,
  constraint project_member_pk primary key (organization_id, kind, member_id),
  constraint project_member_project_fk
    foreign key (project_id) references project (id) on delete cascade
);

create index project_member_by_project on project_member (project_id, kind);
