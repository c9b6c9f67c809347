-- Those that have not ended are few among all that an organization keeps.
create index transcription_order_by_state on transcription_order (organization_id, state);
create index evaluation_order_by_state on evaluation_order (organization_id, state);

-- What is deleted and has more parts than one transaction removes: nobody sees it any more, and the rest goes in steps.
alter table transcription_order add column gone_at timestamp(6) with time zone;
create index transcription_order_by_gone on transcription_order (gone_at);
alter table endpoint_log add column gone_at timestamp(6) with time zone;
create index endpoint_log_by_gone on endpoint_log (gone_at);
