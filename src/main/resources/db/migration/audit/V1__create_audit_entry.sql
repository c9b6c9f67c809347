-- Append-only. Names are kept as they were, so that an entry stays readable when its subject is gone.
create table audit_entry (
  id              uuid                        not null,
  organization_id uuid                        not null,
  at              timestamp(6) with time zone not null,
  actor_id        uuid,
  actor_name      varchar(256)                not null,
  actor_role      varchar(20),
  action          varchar(60)                 not null,
  object_type     varchar(60)                 not null,
  object_id       uuid                        not null,
  object_name     varchar(512)                not null,
  constraint audit_entry_pk primary key (id)
);

create index audit_entry_by_time on audit_entry (organization_id, at, id);
create index audit_entry_by_object on audit_entry (organization_id, object_id, at);
