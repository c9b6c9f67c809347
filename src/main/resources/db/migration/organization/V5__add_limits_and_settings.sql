-- Null: no limit, the browser's language, the installation's retention, sessions kept until deleted.
alter table organization add column max_users int;
alter table organization add column language varchar(16);
alter table organization add column deleted_retention_days int;
alter table organization add column session_retention_days int;

create index organization_by_name on organization (name_key, id);
