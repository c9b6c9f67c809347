-- Of recordings; null where they were measured by an earlier version.
alter table dataset_item add column container varchar(8);
alter table dataset_item add column codec varchar(32);
alter table dataset_item add column bits integer;
alter table dataset_item add column effective_bits integer;
alter table dataset_item add column bandwidth_hz integer;
alter table dataset_item add column loudness double precision;
alter table dataset_item add column peak double precision;
alter table dataset_item add column speech double precision;
-- Identity of the decoded samples, and the fingerprint by which copies are known.
alter table dataset_item add column samples_sha256 varchar(64);
alter table dataset_item add column print bytea;
-- The validation that found this out, and how often one that did not end had begun with it.
alter table dataset_item add column checked_by uuid;
alter table dataset_item add column attempts integer default 0 not null;
-- Of texts.
alter table dataset_item add column encoding varchar(40);
alter table dataset_item add column marked boolean;
alter table dataset_item add column line_ending varchar(8);
-- What a recording and its transcript have in common.
alter table dataset_item add column pair_key varchar(1024);
-- In texts and in what is said in recordings; null where they were read by an earlier version.
alter table dataset add column words bigint;

create index dataset_item_by_name on dataset_item (dataset_id, name);
create index dataset_item_by_pair on dataset_item (dataset_id, pair_key);
create index dataset_item_by_samples on dataset_item (samples_sha256);
