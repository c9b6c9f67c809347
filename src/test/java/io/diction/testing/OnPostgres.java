package io.diction.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Puts a {@link DataTest} or {@link PortalTest} on a database of its own in a real PostgreSQL. Its
 * application ends with the class: at the end of the test run PostgreSQL may be gone first, and
 * whatever still runs would wait for it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("postgres")
@DirtiesContext
@ContextConfiguration(initializers = Postgres.NewDatabase.class)
public @interface OnPostgres {}
