-- Append-only; the balance is the sum of the amounts. A reference (a job) reserves once and is
-- settled once, by use or by giving back.
create table credit_entry (
  id uuid not null,
  organization_id uuid not null,
  kind varchar(16) not null,
  amount bigint not null,
  reference uuid,
  user_id uuid,
  at timestamp(6) with time zone not null,
  constraint credit_entry_pk primary key (id),
  constraint credit_entry_organization_fk foreign key (organization_id) references organization (id),
  constraint credit_entry_kind_known check (kind in ('GRANTED', 'RESERVED', 'GIVEN_BACK', 'USED')),
  constraint credit_entry_once unique (reference, kind)
);

create index credit_entry_by_organization on credit_entry (organization_id, at, id);
