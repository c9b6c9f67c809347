-- From where an account was signed in to: guessing from elsewhere does not slow its owner there. The
-- subject is a hash: the table keeps no names.
create table known_network (
  subject varchar(64) not null,
  last_at timestamp(6) with time zone not null,
  constraint known_network_pk primary key (subject)
);

create index known_network_by_time on known_network (last_at);
