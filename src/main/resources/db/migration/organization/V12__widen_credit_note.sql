-- Also the name of the model that a credit is for; 256 characters may be 512 of a database's.
alter table credit_entry alter column note set data type varchar(512);
