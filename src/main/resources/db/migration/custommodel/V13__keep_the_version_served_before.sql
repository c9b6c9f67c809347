-- The version that an organization had of a shared model before the one it has: it may go back to it.
alter table model_access add column before_version_id uuid;
alter table model_access add constraint model_access_before_fk
  foreign key (before_version_id) references model_version (id) on delete set null;
create index model_access_by_before on model_access (before_version_id);
