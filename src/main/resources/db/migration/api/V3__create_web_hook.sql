-- Addresses that are told of what happens, and what they are still to be told.
create table web_hook (
  id uuid not null,
  organization_id uuid not null,
  display_name varchar(512) not null,
  description varchar(8192),
  web_url varchar(4096) not null,
  -- names of events, each between commas
  events varchar(1000) not null,
  -- sealed
  secret bytea,
  state varchar(12) not null,
  error_code varchar(64),
  error_text varchar(2000),
  -- under which the API was reached when it was made, for addresses in what is sent
  base_address varchar(2000) not null,
  created_at timestamp(6) with time zone not null,
  created_by uuid not null,
  changed_at timestamp(6) with time zone not null,
  -- one process sends at a time; another takes over after this
  taken_until timestamp(6) with time zone,
  constraint web_hook_pk primary key (id),
  constraint web_hook_organization_fk foreign key (organization_id) references organization (id),
  constraint web_hook_state_known check (state in ('NOT_STARTED', 'RUNNING', 'SUCCEEDED', 'FAILED'))
);

create index web_hook_by_time on web_hook (organization_id, created_at, id);

create table web_hook_delivery (
  id uuid not null,
  organization_id uuid not null,
  hook_id uuid not null,
  event varchar(24) not null,
  -- what it is about; null for the web hook itself
  entity_id uuid,
  -- failed ones
  attempts integer not null,
  due_at timestamp(6) with time zone not null,
  constraint web_hook_delivery_pk primary key (id),
  constraint web_hook_delivery_hook_fk foreign key (hook_id) references web_hook (id) on delete cascade
);

create index web_hook_delivery_due on web_hook_delivery (due_at);
create index web_hook_delivery_of_hook on web_hook_delivery (hook_id, due_at);
