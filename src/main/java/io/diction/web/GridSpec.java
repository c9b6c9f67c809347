package io.diction.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a grid can be sorted and filtered by: on a {@link GridQuery} parameter, or on the controller
 * for all of them. Anything else in a request is ignored.
 */
@Target({ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface GridSpec {
  /** Sort keys, the default one first. */
  String[] sorts();

  /** Whether the default sort begins with the largest or latest. */
  boolean descending() default false;

  /** Names of the filters, as they stand in the URL. */
  String[] filters() default {};
}
