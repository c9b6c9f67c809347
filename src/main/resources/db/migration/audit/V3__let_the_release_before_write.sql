-- Processes of the release before, which do not know these columns, go on until they are replaced.
alter table audit_entry alter column actor_key set default '';
alter table audit_entry alter column object_key set default '';
