-- Why an organization has a model no more: told where it would have been used. The model itself may be gone.
create table share_end (
  id uuid not null,
  organization_id uuid not null,
  model_id uuid not null,
  model_name varchar(512) not null,
  owner_name varchar(512) not null,
  reason varchar(16) not null,
  was_default boolean not null,
  ended_at timestamp(6) with time zone not null,
  constraint share_end_pk primary key (id),
  constraint share_end_organization_fk foreign key (organization_id) references organization (id)
);

create index share_end_by_model on share_end (organization_id, model_id, ended_at);
