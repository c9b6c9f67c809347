-- For the list of all jobs, the newest first, and of those in one state.
create index job_by_time on job (queued_at, id);
create index job_by_state on job (state, queued_at, id);
