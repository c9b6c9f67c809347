-- Whose folder has the bytes, where each node has one of its own; null: begun by an earlier version.
alter table partial_upload add column folder uuid;
-- The upload that a part was joined into: one at a time.
alter table partial_upload add column joined_into uuid;
create index partial_upload_by_joined on partial_upload (joined_into);
