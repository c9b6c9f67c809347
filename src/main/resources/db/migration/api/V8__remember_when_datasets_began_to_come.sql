-- When the bytes of a dataset began to be fetched or put together: from then on it is under way for callers, though its
-- validation may wait.
alter table dataset_arrival add column running_at timestamp(6) with time zone;
update dataset_arrival set running_at = changed_at where state in ('RUNNING', 'DONE') and not whole;
