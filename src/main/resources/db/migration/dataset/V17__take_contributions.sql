-- Training data that others offer for a model. It is no dataset before the owner has approved it, so that nothing
-- counts or trains by mistake; its bytes belong to those who offer it until then.
create table contribution (
  id uuid not null,
  model_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  name varchar(512) not null,
  sha256 varchar(64) not null,
  size_bytes bigint not null,
  state varchar(16) not null,
  files int not null,
  audio_seconds double precision not null,
  errors bigint not null,
  warnings bigint not null,
  findings text not null,
  reason varchar(2000) not null,
  created_at timestamp(6) with time zone not null,
  decided_at timestamp(6) with time zone,
  constraint contribution_pk primary key (id),
  constraint contribution_model_fk foreign key (model_id) references custom_model (id) on delete cascade,
  constraint contribution_organization_fk foreign key (organization_id) references organization (id),
  constraint contribution_state_known check (state in ('CHECKING', 'WAITING', 'APPROVED', 'REFUSED', 'WITHDRAWN'))
);

create index contribution_by_model on contribution (model_id, created_at, id);
create index contribution_by_organization on contribution (organization_id, model_id, state);
