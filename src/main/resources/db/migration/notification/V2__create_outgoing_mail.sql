-- Mail to addresses that callers named, in the transaction of what it tells; it goes out afterwards, once.
create table outgoing_mail (
  id uuid not null,
  organization_id uuid not null,
  address varchar(320) not null,
  -- 512 characters may be 1024 units of UTF-16, which is what H2 counts
  subject varchar(1024) not null,
  body text not null,
  attempts integer not null,
  due_at timestamp(6) with time zone not null,
  constraint outgoing_mail_pk primary key (id),
  constraint outgoing_mail_organization_fk foreign key (organization_id) references organization (id)
);

create index outgoing_mail_by_time on outgoing_mail (due_at, id);
