-- A recording and a text by themselves that belong together by their names: the recording has a clip
-- for each piece of the text.
create table paired_text (
  audio_id uuid not null,
  text_id uuid not null,
  constraint paired_text_pk primary key (audio_id),
  constraint paired_text_audio_fk
    foreign key (audio_id) references dataset (id) on delete cascade,
  constraint paired_text_text_fk
    foreign key (text_id) references dataset (id) on delete cascade
);

create index paired_text_by_text on paired_text (text_id);

-- How long a recording by itself is, as of those within others.
update dataset_file
set duration_ms = (select d.duration_ms from dataset d where d.id = dataset_file.dataset_id)
where number = 0
  and exists (select 1 from dataset d where d.id = dataset_file.dataset_id and d.type = 'AUDIO');

-- By these the copies of what a score has used are known when its bytes are gone.
alter table scored_clip add column print bytea;
alter table scored_clip add column whole_ms bigint;
