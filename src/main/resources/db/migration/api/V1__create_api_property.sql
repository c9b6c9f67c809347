-- What callers of the API say of things whose own tables have no room for it. No foreign key: the
-- kinds are rows of many modules, each of which says when one is gone.
create table api_property (
  organization_id uuid not null,
  kind varchar(16) not null,
  entity_id uuid not null,
  -- 256 characters may be 512 units of UTF-16, which is what H2 counts
  display_name varchar(512),
  description varchar(8192),
  -- a JSON object of texts
  custom_properties text,
  email varchar(320),
  constraint api_property_pk primary key (organization_id, kind, entity_id),
  constraint api_property_organization_fk
    foreign key (organization_id) references organization (id)
);
