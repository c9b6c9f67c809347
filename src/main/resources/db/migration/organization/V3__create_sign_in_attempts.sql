-- Failed sign-ins by account and by address. The subject is a hash: the table keeps no names.
create table sign_in_attempt (
  subject varchar(64) not null,
  failures int not null,
  last_at timestamp(6) with time zone not null,
  locked_until timestamp(6) with time zone not null,
  constraint sign_in_attempt_pk primary key (subject)
);

create index sign_in_attempt_by_time on sign_in_attempt (last_at);
