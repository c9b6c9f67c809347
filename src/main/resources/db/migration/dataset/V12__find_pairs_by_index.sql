-- What belongs to the datasets of a page is looked up by key; without it each row read all of its organization's.
create index dataset_pair on dataset (organization_id, pair_key);
