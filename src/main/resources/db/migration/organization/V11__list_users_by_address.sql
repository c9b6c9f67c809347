-- The list of everyone, a page at a time in this order.
create index app_user_by_address on app_user (email_key, id);
