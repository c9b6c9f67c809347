package io.diction.sharing;

import io.diction.web.GridSpec;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Controllers that show who has a model, or lead back to where somebody was in that list. */
@GridSpec(
    sorts = {"name", "since", "until"},
    filters = {"name"})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface HolderGrid {}
