package io.diction.evaluation.utterance;

import io.diction.web.GridSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How utterances of a test are found and sorted, in their list and from one to the next. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@GridSpec(
    sorts = {"rate", "number", "speaker", "length", "noise"},
    filters = {"subject", "fault", "words", "term", "outcome", "speaker"})
@interface UtteranceGrid {}
