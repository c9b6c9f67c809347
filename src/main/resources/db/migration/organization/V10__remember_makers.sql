-- Names repeat and change: who made a link or a key, so that both can end with the maker's rights.
alter table invitation add column created_by_id uuid;
alter table api_key add column created_by_id uuid;

create index invitation_by_maker on invitation (created_by_id, closed_at);
