-- By which the organization that gave it knows it later: the id itself opens the way and is shown once.
alter table copy_authorization add column handle uuid;
-- Where the copy is put; none where that was not said.
alter table copy_authorization add column project_id uuid;
alter table copy_authorization add column revoked_at timestamp(6) with time zone;

create index copy_authorization_by_organization on copy_authorization (organization_id, created_at, id);
