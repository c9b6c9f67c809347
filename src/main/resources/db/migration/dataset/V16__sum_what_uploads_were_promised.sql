-- What the uploads of an organization were promised and how many there are, so that the next one of
-- a folder of thousands need not add them up. A model that is deleted takes its uploads along: then
-- this says too much until it is counted again, never too little.
create table promised_room (
  organization_id uuid not null,
  uploads bigint not null,
  promised_bytes bigint not null,
  constraint promised_room_pk primary key (organization_id)
);

insert into promised_room (organization_id, uploads, promised_bytes)
select organization_id, count(*), sum(size_bytes)
from partial_upload
group by organization_id;
