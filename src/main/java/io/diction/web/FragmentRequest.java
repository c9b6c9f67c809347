package io.diction.web;

import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Maps requests of htmx that want a part of a page. Boosted links and restored history want whole
 * pages and do not match.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@HxRequest(boosted = false)
public @interface FragmentRequest {}
