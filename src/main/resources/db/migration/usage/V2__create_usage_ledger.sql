-- One entry for each session that has its transcript, never changed and never removed: no key leads out of here,
-- so that minutes stay when sessions, models or users go.
create table usage_entry (
  session_id uuid not null,
  organization_id uuid not null,
  user_id uuid not null,
  base_model_id uuid,
  model_id uuid,
  version_id uuid,
  -- Whose the custom model was when the session began; null for base models, and where nobody knows any more.
  owner_id uuid,
  model_label varchar(400) not null,
  kind varchar(16) not null,
  audio_ms bigint not null,
  at timestamp(6) with time zone not null,
  constraint usage_entry_pk primary key (session_id),
  constraint usage_entry_length check (audio_ms >= 0)
);

create index usage_entry_of_organization on usage_entry (organization_id, at, model_id, user_id, kind, audio_ms);
create index usage_entry_of_model on usage_entry (model_id, organization_id, user_id, kind, audio_ms, at);
create index usage_entry_by_time on usage_entry (at);

insert into usage_entry (
  session_id, organization_id, user_id, base_model_id, model_id, version_id, owner_id, model_label, kind, audio_ms, at)
select s.id, s.organization_id, s.user_id, s.base_model_id, s.model_id, s.version_id, s.owner_id, s.model_label,
       s.kind, coalesce(s.audio_ms, 0), coalesce(s.finished_at, s.created_at)
from stt_session s
where s.transcript_sha256 is not null and s.state = 'SUCCEEDED';

drop index stt_session_use_of_model;
