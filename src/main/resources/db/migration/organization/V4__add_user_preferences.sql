-- What a user chose; null leaves it to the organization or the browser. Time zones are there already.
alter table app_user add column language varchar(16);
alter table app_user add column theme varchar(16);
