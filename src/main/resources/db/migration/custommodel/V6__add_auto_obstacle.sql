-- Why a training did not begin by itself: the error code, null when nothing stood in the way.
alter table custom_model add column auto_obstacle varchar(60);
