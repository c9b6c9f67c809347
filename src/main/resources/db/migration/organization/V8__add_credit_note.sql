alter table credit_entry add column note varchar(256);
