-- The address without what may be secret in it; null for what was uploaded.
alter table dataset add column source varchar(4096);
