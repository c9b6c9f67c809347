-- The secret shared with an authenticator app, encrypted with a key that is not in the database.
-- last_step: the time step of the last code that was taken, which is never taken again.
create table authenticator_app (
  user_id uuid not null,
  secret bytea not null,
  last_step bigint not null,
  confirmed_at timestamp(6) with time zone,
  constraint authenticator_app_pk primary key (user_id),
  constraint authenticator_app_user_fk foreign key (user_id) references app_user (id)
);

create table recovery_code (
  user_id uuid not null,
  code_hash varchar(64) not null,
  used_at timestamp(6) with time zone,
  constraint recovery_code_pk primary key (user_id, code_hash),
  constraint recovery_code_user_fk foreign key (user_id) references app_user (id)
);
