-- What a clip was for before its dataset was split; null where nobody split it.
alter table dataset_clip add column given varchar(5);

-- How a dataset was split: what hashes to the bar or below it is in the test.
create table dataset_split (
  dataset_id uuid not null,
  method varchar(7) not null,
  share integer not null,
  seed bigint not null,
  bar bigint not null,
  made_at timestamp(6) with time zone not null,
  made_by varchar(256) not null,
  constraint dataset_split_pk primary key (dataset_id),
  constraint dataset_split_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint dataset_split_method_known check (method in ('RANDOM', 'SPEAKER'))
);

-- What people did to clips by hand. It is done again whenever validation makes the clips anew.
create table clip_edit (
  dataset_id uuid not null,
  number integer not null,
  kind varchar(5) not null,
  -- whether the clips that it is about are still there
  applied boolean not null,
  made_at timestamp(6) with time zone not null,
  made_by varchar(256) not null,
  constraint clip_edit_pk primary key (dataset_id, number),
  constraint clip_edit_dataset_fk
    foreign key (dataset_id) references dataset (id) on delete cascade,
  constraint clip_edit_kind_known check (kind in ('CUT', 'JOIN', 'TIMES', 'LEAVE'))
);

-- The clips before and after an edit, known by file and times: numbers change with every validation.
create table clip_edit_part (
  dataset_id uuid not null,
  edit_number integer not null,
  side varchar(6) not null,
  place integer not null,
  file_name varchar(1024) not null,
  start_ms bigint not null,
  duration_ms bigint,
  words text not null,
  speaker varchar(256) not null,
  purpose varchar(5) not null,
  constraint clip_edit_part_pk primary key (dataset_id, edit_number, side, place),
  constraint clip_edit_part_edit_fk foreign key (dataset_id, edit_number)
    references clip_edit (dataset_id, number) on delete cascade,
  constraint clip_edit_part_side_known check (side in ('BEFORE', 'AFTER'))
);

-- What a model was measured with never trains it, whatever becomes of the dataset.
create table scored_clip (
  model_id uuid not null,
  sha256 varchar(64) not null,
  -- of the decoded samples: the same in every container; of the bytes where it is not known
  sound varchar(64) not null,
  start_ms bigint not null,
  end_ms bigint not null,
  name varchar(1024) not null,
  scored_at timestamp(6) with time zone not null,
  constraint scored_clip_pk primary key (model_id, sha256, start_ms, end_ms),
  constraint scored_clip_model_fk
    foreign key (model_id) references custom_model (id) on delete cascade
);
