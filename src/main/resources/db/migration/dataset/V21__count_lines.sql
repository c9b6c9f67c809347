-- In a text, those that are used; null where it was read by an earlier version, and of recordings.
alter table dataset add column text_lines bigint;
