package io.diction.dataset.tus;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Uploads that can be resumed.
 *
 * @param folder where their bytes are until they are there whole; on the disk of the storage they
 *     need not be copied then
 * @param expiry how long one stays that nobody goes on with
 * @param cleanUp how often those are looked for
 */
@ConfigurationProperties("diction.tus")
@Validated
record TusSettings(
    Path folder, @DefaultValue("1d") Duration expiry, @DefaultValue("10m") Duration cleanUp) {
  TusSettings {
    if (expiry.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("diction.tus.expiry must be at least 1m, is " + expiry);
    }
  }
}
