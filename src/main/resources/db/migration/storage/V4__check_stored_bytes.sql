-- When the bytes were last compared with their hash, and what was wrong with them or their count.
alter table blob add column checked_at timestamp(6) with time zone
  default timestamp with time zone '1970-01-01 00:00:00+00' not null;
alter table blob add column damage varchar(12);
create index blob_by_checked_at on blob (checked_at);
create index blob_by_damage on blob (damage);
