-- What a training makes is known outside by the id of its job.
create unique index training_run_once_per_job on training_run (job_id);
