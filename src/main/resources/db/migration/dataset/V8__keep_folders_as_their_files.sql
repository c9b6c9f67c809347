-- The files of a folder, each kept by itself and as often as there are others with the same bytes.
create table dataset_part (
  dataset_id uuid not null,
  number integer not null,
  -- within the folder, with slashes
  path varchar(2048) not null,
  sha256 varchar(64) not null,
  size_bytes bigint not null,
  constraint dataset_part_pk primary key (dataset_id, number),
  constraint dataset_part_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade
);

-- What the parts are all of, as dataset.sha256 says it unless the whole was replaced; null: none.
alter table dataset add column parts_of varchar(64);

-- Files are asked for by their names, of which a folder may have very many.
create index dataset_file_by_name on dataset_file (dataset_id, name);
