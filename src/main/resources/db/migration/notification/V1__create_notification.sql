-- What a user is told, in words that are chosen when it is read: who reads may prefer another language by then.
create table notification (
  id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  kind varchar(40) not null,
  about varchar(512) not null,
  party varchar(512) not null,
  detail varchar(2000) not null,
  on_at timestamp(6) with time zone,
  path varchar(400) not null,
  created_at timestamp(6) with time zone not null,
  read_at timestamp(6) with time zone,
  -- When it is to be sent by e-mail; null when that is done with, or never was to be.
  mail_at timestamp(6) with time zone,
  mail_attempts int not null,
  constraint notification_pk primary key (id),
  constraint notification_organization_fk foreign key (organization_id) references organization (id),
  constraint notification_user_fk foreign key (user_id) references app_user (id)
);

create index notification_by_user on notification (user_id, created_at, id);
create index notification_unread on notification (user_id, read_at);
create index notification_to_send on notification (mail_at, id);

-- Who chose; without a row they are sent.
create table notification_choice (
  user_id uuid not null,
  by_mail boolean not null,
  constraint notification_choice_pk primary key (user_id),
  constraint notification_choice_user_fk foreign key (user_id) references app_user (id)
);
