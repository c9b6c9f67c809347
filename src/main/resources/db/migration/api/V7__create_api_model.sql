-- What the API knows of versions of custom models beside what the portal knows: of those that it was asked for, and of
-- those that callers removed from it.
create table api_model (
  -- of the job that makes the version
  id uuid not null,
  organization_id uuid not null,
  model_id uuid not null,
  -- the custom model was made for this version alone
  sole boolean not null,
  text_dataset_id uuid,
  -- in whose name the custom model goes once its training has stopped; null while it is there
  removed_by uuid,
  removed_by_name varchar(256),
  constraint api_model_pk primary key (id),
  constraint api_model_model_fk foreign key (model_id) references custom_model (id) on delete cascade
);

create index api_model_by_model on api_model (model_id);

create table api_model_dataset (
  api_model_id uuid not null,
  position integer not null,
  dataset_id uuid not null,
  constraint api_model_dataset_pk primary key (api_model_id, position),
  constraint api_model_dataset_model_fk
    foreign key (api_model_id) references api_model (id) on delete cascade
);

create index api_model_dataset_by_dataset on api_model_dataset (dataset_id);
