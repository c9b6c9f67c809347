create index dataset_by_status on dataset (organization_id, status, id);
