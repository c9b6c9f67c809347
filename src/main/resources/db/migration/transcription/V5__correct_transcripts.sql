-- What people made of passages of a transcript; the transcript itself stays as it was recognised.
create table session_correction (
  session_id uuid not null,
  number integer not null,
  organization_id uuid not null,
  passage integer not null,
  kind varchar(8) not null,
  -- The correction that was undone, done again or gone back before.
  of_number integer,
  user_id uuid not null,
  user_name varchar(256) not null,
  made_at timestamp(6) with time zone not null,
  before_text text not null,
  after_text text not null,
  words text not null,
  checked boolean not null,
  constraint session_correction_pk primary key (session_id, number),
  constraint session_correction_session_fk foreign key (session_id) references stt_session (id)
    on delete cascade
);

create index session_correction_by_passage on session_correction (session_id, passage, number);
