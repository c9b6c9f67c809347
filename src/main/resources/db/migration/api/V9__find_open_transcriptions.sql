-- Those that have not ended are few among all that an organization keeps.
create index transcription_order_by_state on transcription_order (organization_id, state);
