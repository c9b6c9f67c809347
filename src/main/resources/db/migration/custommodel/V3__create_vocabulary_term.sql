create table vocabulary_term (
  id uuid not null,
  model_id uuid not null,
  organization_id uuid not null,
  term varchar(256) not null,
  term_key varchar(512) not null,
  sounds_like varchar(512) not null,
  phones varchar(512) not null,
  context text not null,
  weight double precision not null,
  created_at timestamp(6) with time zone not null,
  constraint vocabulary_term_pk primary key (id),
  constraint vocabulary_term_model_fk foreign key (model_id) references custom_model (id) on delete cascade,
  constraint vocabulary_term_once unique (model_id, term_key)
);
