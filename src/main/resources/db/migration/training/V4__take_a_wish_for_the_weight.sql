-- Share of the domain's language model that whoever asked for the training wants; null to choose it by what it brings.
alter table training_run add column weight_percent integer;
alter table training_run add constraint training_run_weight_known check (weight_percent between 1 and 100);
