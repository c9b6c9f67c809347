-- Of the end of which version users have been told, and how many days ahead: each once.
create table expiry_warning (
  version_id uuid                        not null,
  days       integer                     not null,
  told_at    timestamp(6) with time zone not null,
  constraint expiry_warning_pk primary key (version_id, days),
  constraint expiry_warning_version_fk foreign key (version_id) references model_version (id) on delete cascade
);
