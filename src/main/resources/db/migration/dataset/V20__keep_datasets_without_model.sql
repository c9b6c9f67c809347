-- Those that came by the API stay until somebody deletes them, whether a model uses them or not; of what language they
-- are they know by themselves.
alter table dataset add column kept boolean default false not null;
alter table dataset add column locale varchar(35);

create index dataset_by_time on dataset (organization_id, created_at, id);
