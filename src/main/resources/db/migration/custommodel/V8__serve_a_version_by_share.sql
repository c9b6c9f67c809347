-- The version that an organization was given or has accepted since; null serves the owner's, as in the owner's row.
alter table model_access add column version_id uuid;
-- Whether it takes every version that the owner puts into use.
alter table model_access add column follows boolean default false not null;
-- The language whose default the model is; the database itself keeps two from being it.
alter table model_access add column default_locale varchar(35);

update model_access
set default_locale = (select m.locale from custom_model m where m.id = model_access.model_id)
where default_for_language;

update model_access
set version_id = (select m.accepted_version_id from custom_model m where m.id = model_access.model_id)
where permission <> 'OWNER';

alter table model_access add constraint model_access_one_default unique (organization_id, default_locale);
alter table model_access add constraint model_access_default_is_used
  check (default_locale is null or permission <> 'VIEW');

-- Shares whose time is over.
create index model_access_by_end on model_access (until_at, model_id, organization_id);

-- Out of use for a while: kept, and offered to nobody.
alter table custom_model add column archived_at timestamp(6) with time zone;
