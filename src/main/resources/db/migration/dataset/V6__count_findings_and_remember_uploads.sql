-- A finding may stand for others of its kind that are not listed.
alter table dataset_finding add column times int default 1 not null;

-- Where uploads by the tus protocol went that are whole: whoever asks twice is answered the same.
create table taken_upload (
  id uuid not null,
  user_id uuid not null,
  model_id uuid not null,
  place varchar(200) not null,
  taken_at timestamp(6) with time zone not null,
  constraint taken_upload_pk primary key (id),
  constraint taken_upload_model_fk
    foreign key (model_id) references custom_model (id) on delete cascade
);

create index taken_upload_by_model on taken_upload (model_id);
create index taken_upload_by_time on taken_upload (taken_at);
