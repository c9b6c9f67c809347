-- What was recognised as people write it, with marks, capitals and digits; null of tests of releases before.
alter table test_hypothesis add column written text;
