-- Files on their way by the tus protocol. Their bytes and how many there are lie in a folder; here
-- is whose they are and how much room they were promised.
create table partial_upload (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  model_id uuid not null,
  size_bytes bigint not null,
  created_at timestamp(6) with time zone not null,
  constraint partial_upload_pk primary key (id),
  constraint partial_upload_model_fk
    foreign key (model_id) references custom_model (id) on delete cascade,
  constraint partial_upload_size_not_negative check (size_bytes >= 0)
);

create index partial_upload_by_organization on partial_upload (organization_id, size_bytes);
create index partial_upload_by_model on partial_upload (model_id);
