-- The test data that each new version of a model is measured with.
create table standing_dataset (
  model_id   uuid not null,
  dataset_id uuid not null,
  constraint standing_dataset_pk primary key (model_id, dataset_id),
  constraint standing_dataset_model_fk foreign key (model_id) references custom_model (id) on delete cascade,
  constraint standing_dataset_dataset_fk foreign key (dataset_id) references dataset (id) on delete cascade
);

-- Trainings whose version somebody wants tested as soon as it is there.
create table test_after_training (
  training_id uuid not null,
  model_id    uuid not null,
  constraint test_after_training_pk primary key (training_id),
  constraint test_after_training_model_fk foreign key (model_id) references custom_model (id) on delete cascade
);
