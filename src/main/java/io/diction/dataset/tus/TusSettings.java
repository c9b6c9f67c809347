package io.diction.dataset.tus;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Uploads that can be resumed.
 *
 * @param folder where their bytes are until they are there whole; on the disk of the storage they
 *     need not be copied then
 * @param expiry how long one stays that nobody goes on with
 * @param cleanUp how often those are looked for
 * @param parallelFrom browsers send a file of this size and above in several parts at the same time
 */
@ConfigurationProperties("diction.tus")
@Validated
record TusSettings(
    Path folder,
    @DefaultValue("1d") Duration expiry,
    @DefaultValue("10m") Duration cleanUp,
    @DefaultValue("256MB") DataSize parallelFrom) {
  TusSettings {
    if (expiry.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("diction.tus.expiry must be at least 1m, is " + expiry);
    }
  }
}
