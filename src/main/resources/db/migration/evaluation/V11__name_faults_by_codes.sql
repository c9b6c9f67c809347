-- What is stored is worded in the language of whoever reads it.

update test_utterance
set fault = 'too-long-without-cues'
where fault = 'longer than 10 minutes, and its transcript has no cues';

update test_utterance
set fault = 'nothing-at-this-place'
where fault = 'the recording has nothing at this place';
