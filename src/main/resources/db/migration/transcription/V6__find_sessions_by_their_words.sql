-- What is said, by passage, and which words a session has: an index that both databases can use.
create table session_passage (
  session_id uuid not null,
  number integer not null,
  organization_id uuid not null,
  start_ms bigint not null,
  body varchar(4000) not null,
  -- Its words in small letters, with a space before and behind each.
  word_keys varchar(5200) not null,
  constraint session_passage_pk primary key (session_id, number),
  constraint session_passage_session_fk foreign key (session_id) references stt_session (id)
    on delete cascade
);

create table session_word (
  organization_id uuid not null,
  word varchar(64) not null,
  session_id uuid not null,
  constraint session_word_pk primary key (organization_id, word, session_id),
  constraint session_word_session_fk foreign key (session_id) references stt_session (id)
    on delete cascade
);

create index session_word_by_session on session_word (session_id);

alter table stt_session add column indexed boolean default false not null;
create index stt_session_by_indexed on stt_session (indexed, state, id);
