-- The keys are the names in lower case, for a search that does not mind case.
alter table audit_entry add column detail varchar(1000);
alter table audit_entry add column actor_key varchar(256);
alter table audit_entry add column object_key varchar(512);

update audit_entry set actor_key = lower(actor_name), object_key = lower(object_name);

alter table audit_entry alter column actor_key set not null;
alter table audit_entry alter column object_key set not null;

create index audit_entry_by_at on audit_entry (at, id);
create index audit_entry_by_actor on audit_entry (actor_key, at, id);
create index audit_entry_by_action on audit_entry (action, at, id);
create index audit_entry_by_object_id on audit_entry (object_id, at, id);
create index audit_entry_by_object_key on audit_entry (object_key, at, id);
