-- Evaluations that begin when the training of their model has ended well.
create table wanted_evaluation (
  -- of the training, by which the model will be known
  model_ref uuid not null,
  organization_id uuid not null,
  base_model_id uuid not null,
  dataset_id uuid not null,
  -- 256 characters may be 512 units of UTF-16, which is what H2 counts
  name varchar(512) not null,
  locale varchar(35) not null,
  asked_by uuid not null,
  asked_by_name varchar(256) not null,
  asked_by_role varchar(16) not null,
  constraint wanted_evaluation_pk primary key (model_ref),
  constraint wanted_evaluation_organization_fk
    foreign key (organization_id) references organization (id)
);
