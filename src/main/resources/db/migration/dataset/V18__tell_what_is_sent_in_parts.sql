-- Parts of one file that are sent at the same time: its room is asked for as a whole, with the first of them.
alter table partial_upload add column sent_with uuid;
