package io.diction.vocabulary;

import io.diction.web.GridSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the controllers whose pages show the list of terms. */
@GridSpec(
    sorts = {"term", "weight"},
    filters = "term")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface VocabularyGrid {}
