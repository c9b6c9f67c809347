-- Tests whose recordings, words or voices train the model that they measure: lists say so, too.
alter table test_run add column leaky boolean default false not null;
update test_run set leaky = true where figures like '%"leaky":true%';
