-- Whom sign-in asks for a passkey after the password. app_user.second_factor_at stands for any second
-- step; this tells that it remains when the authenticator app is switched off.
create table passkey_step (
  user_id uuid not null,
  since timestamp(6) with time zone not null,
  constraint passkey_step_pk primary key (user_id),
  constraint passkey_step_user_fk foreign key (user_id) references app_user (id)
);
