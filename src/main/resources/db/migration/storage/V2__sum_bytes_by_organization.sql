-- What each organization keeps is summed for pages and limits: from the index alone.
create index blob_by_use on blob (organization_id, reference_count, size_bytes);
