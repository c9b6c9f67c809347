-- What follows the question mark of an address lets whoever has it read the file. Once it was fetched nothing needs it.
update transcription_source
set source = substring(source from 1 for position('?' in source) - 1)
where sha256 is null and state <> 'WAITING' and position('?' in source) > 0;

update transcription_order
set container_url = substring(container_url from 1 for position('?' in container_url) - 1)
where state in ('SUCCEEDED', 'FAILED') and position('?' in container_url) > 0;

update dataset_arrival
set content_url = substring(content_url from 1 for position('?' in content_url) - 1)
where state in ('FAILED', 'DONE') and position('?' in content_url) > 0;
