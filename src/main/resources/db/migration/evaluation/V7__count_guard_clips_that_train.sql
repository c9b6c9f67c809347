-- Clips that a version is not measured with, since its model trains on them.
alter table guard_result add column trained integer;
