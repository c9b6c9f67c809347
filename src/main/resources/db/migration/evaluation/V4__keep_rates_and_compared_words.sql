-- Lists show rates without reading all figures; terms are looked for as they are compared.
alter table test_subject add column rate double precision;
alter table test_hypothesis add column compared text;

update test_subject
set rate = (
  select 1.0 * sum(h.substitutions + h.deletions + h.insertions) / nullif(sum(h.reference_words), 0)
  from test_hypothesis h
  join test_utterance u on u.run_id = h.run_id and u.number = h.utterance
  where h.run_id = test_subject.run_id and h.position = test_subject.position and u.state = 'HEARD')
where run_id in (select id from test_run where figures is not null);
