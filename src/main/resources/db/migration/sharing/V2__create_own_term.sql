-- What an organization wants to hear with a model of another one, on top of it: not a part of the model, and
-- nobody's business but its own.
create table own_term (
  organization_id uuid not null,
  model_id uuid not null,
  position int not null,
  term varchar(256) not null,
  said varchar(512) not null,
  constraint own_term_pk primary key (organization_id, model_id, position),
  constraint own_term_organization_fk foreign key (organization_id) references organization (id),
  constraint own_term_model_fk foreign key (model_id) references custom_model (id) on delete cascade
);

create index own_term_of_model on own_term (model_id);
