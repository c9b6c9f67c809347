-- What every page tells everyone, such as a maintenance to come. One row; empty: nothing to tell.
create table notice (
  id int not null,
  text varchar(500) not null,
  constraint notice_pk primary key (id)
);

insert into notice (id, text) values (1, '');
