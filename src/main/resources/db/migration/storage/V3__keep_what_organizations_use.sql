-- What is used is asked for by many pages and every upload: kept, not summed each time.
create table storage_usage (
  organization_id uuid   not null,
  used_bytes      bigint not null,
  constraint storage_usage_pk primary key (organization_id)
);

insert into storage_usage (organization_id, used_bytes)
select organization_id, sum(size_bytes)
from blob
where reference_count > 0
group by organization_id;
