-- Which organization sees which model. Grids read this table alone to find the models of a page, so it
-- repeats what they sort and filter by.
create table model_access (
  model_id uuid not null,
  organization_id uuid not null,
  permission varchar(16) not null,
  default_for_language boolean not null,
  from_at timestamp(6) with time zone not null,
  until_at timestamp(6) with time zone,
  name_key varchar(1024) not null,
  status smallint not null,
  language_key varchar(260) not null,
  modified_at timestamp(6) with time zone not null,
  constraint model_access_pk primary key (organization_id, model_id),
  constraint model_access_model_fk foreign key (model_id) references custom_model (id) on delete cascade,
  constraint model_access_organization_fk foreign key (organization_id) references organization (id),
  constraint model_access_permission_known check (permission in ('OWNER', 'VIEW', 'USE', 'CONTRIBUTE'))
);

create index model_access_by_model on model_access (model_id);

-- Each order of the grid has an index that also holds whatever a filter asks for: pages deep inside are
-- reached, and filtered models counted, without reading the rows themselves.
create index model_access_by_name
  on model_access (organization_id, name_key, model_id, status, language_key, until_at);
create index model_access_by_status
  on model_access (organization_id, status, name_key, model_id, language_key, until_at);
create index model_access_by_language
  on model_access (organization_id, language_key, name_key, model_id, status, until_at);
create index model_access_by_modification
  on model_access (organization_id, modified_at, model_id, name_key, status, language_key, until_at);
