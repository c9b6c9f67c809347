-- Since when more than a password is asked for; null: a password is enough.
alter table app_user add column second_factor_at timestamp(6) with time zone;
