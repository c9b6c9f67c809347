package io.diction.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in the system's Chromium: one browser, and for each test a fresh context, whose {@code
 * Page} and {@code BrowserContext} are given as parameters. Relative addresses lead to the portal
 * of a {@link PortalTest}.
 *
 * <p>A console error, a violation of the content security policy or an uncaught script error fails
 * the test; what a test provokes on purpose it says by a {@link Complaints} parameter. Screenshot
 * and trace of a failure are kept in {@code target/browser}. Without a browser the tests are
 * skipped, but fail where the environment says {@code CI=true}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("browser")
@ExtendWith(BrowserExtension.class)
public @interface InBrowser {}
