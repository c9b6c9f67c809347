-- When what the notice tells of begins and ends; it is shown until its end. Null: not told.
alter table notice add column from_at timestamp(6) with time zone;
alter table notice add column until_at timestamp(6) with time zone;
