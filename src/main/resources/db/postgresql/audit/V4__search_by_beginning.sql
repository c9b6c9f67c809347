-- PostgreSQL looks for what a text begins with in an index only if that compares bytes.
create index audit_entry_by_actor_beginning on audit_entry (actor_key varchar_pattern_ops, at, id);
create index audit_entry_by_action_beginning on audit_entry (action varchar_pattern_ops, at, id);
create index audit_entry_by_object_beginning on audit_entry (object_key varchar_pattern_ops, at, id);
drop index audit_entry_by_actor;
drop index audit_entry_by_action;
drop index audit_entry_by_object_key;
