alter table taken_upload add column organization_id uuid;

update taken_upload
set organization_id = (select u.organization_id from app_user u where u.id = taken_upload.user_id);

-- Of somebody who is gone: nobody asks for them again.
delete from taken_upload where organization_id is null;

alter table taken_upload alter column organization_id set not null;
