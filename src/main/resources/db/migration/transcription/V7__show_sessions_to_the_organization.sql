-- Private to the maker unless shared; those started together have one batch.
alter table stt_session add column shared boolean default false not null;
alter table stt_session add column batch_id uuid;
create index stt_session_by_batch on stt_session (organization_id, batch_id, id);

-- Of organizations that have chosen something else than private for new sessions.
create table session_sharing (
  organization_id uuid not null,
  shared boolean not null,
  constraint session_sharing_pk primary key (organization_id),
  constraint session_sharing_organization_fk foreign key (organization_id) references organization (id)
);
