package io.diction.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How long tests wait for what has to come, unless they say otherwise. Only what never comes takes
 * that long: a machine that does other things for ten seconds is no reason to fail.
 */
public final class Patience implements BeforeAllCallback {
  public static final Duration OF_TESTS = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(OF_TESTS);
  }
}
