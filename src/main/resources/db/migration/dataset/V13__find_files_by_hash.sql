-- The check of the storage asks which rows refer to some bytes, while it holds them.
create index dataset_file_by_hash on dataset_file (sha256);
create index dataset_part_by_hash on dataset_part (sha256);
