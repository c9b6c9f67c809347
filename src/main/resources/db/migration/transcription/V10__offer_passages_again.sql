-- What the owner of a model refuses, or somebody takes back, can be sent again.
alter table session_taught add column contribution_id uuid;
create index session_taught_by_contribution on session_taught (contribution_id);
