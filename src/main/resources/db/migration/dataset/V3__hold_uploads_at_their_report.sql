-- Training data that trains only once somebody confirmed its report.
alter table dataset add column held boolean default false not null;
