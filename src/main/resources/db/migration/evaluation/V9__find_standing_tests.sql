-- Standing tests of a model are found among its others without reading those.
create index test_run_standing on test_run (model_id, organization_id, standing, state, created_at, id);
