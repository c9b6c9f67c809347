-- Whether the model has a term to train on, beside data_ready for datasets.
alter table custom_model add column vocabulary_ready boolean default false not null;
update custom_model
set vocabulary_ready = true
where exists (select 1 from vocabulary_term t where t.model_id = custom_model.id);
