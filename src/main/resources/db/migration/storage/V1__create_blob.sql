-- The same bytes are stored once for each organization; across organizations never, which would
-- tell one of them what another has.
create table blob (
  organization_id    uuid                        not null,
  sha256             char(64)                    not null,
  size_bytes         bigint                      not null,
  reference_count    integer                     not null,
  stored_at          timestamp(6) with time zone not null,
  unreferenced_since timestamp(6) with time zone,
  constraint blob_pk primary key (organization_id, sha256),
  constraint blob_size_not_negative check (size_bytes >= 0),
  constraint blob_references_not_negative check (reference_count >= 0),
  constraint blob_unreferenced_known check ((reference_count = 0) = (unreferenced_since is not null))
);

create index blob_by_unreferenced_since on blob (unreferenced_since);
