-- Spring Modulith 2.1 event registry, schema v2. A plain index stands for PostgreSQL's hash index,
-- which H2 does not know; listener and event type are short, the event itself is not indexed.
create table event_publication (
  id uuid not null,
  listener_id varchar(512) not null,
  event_type varchar(512) not null,
  serialized_event text not null,
  publication_date timestamp(6) with time zone not null,
  completion_date timestamp(6) with time zone,
  status varchar(20),
  completion_attempts int,
  last_resubmission_date timestamp(6) with time zone,
  constraint event_publication_pk primary key (id)
);

create index event_publication_by_listener on event_publication (listener_id);
create index event_publication_by_completion_date on event_publication (completion_date);
