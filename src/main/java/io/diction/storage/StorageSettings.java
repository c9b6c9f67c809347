package io.diction.storage;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where bytes are kept.
 *
 * @param kind in files below the data folder, or in an object store
 * @param retention how long bytes that nothing refers to any more stay, at least an hour: uploads
 *     under way are among them
 * @param keepFree what uploads leave free on the disk, so that the database can go on writing
 * @param cleanUp how often bytes past their retention are looked for
 * @param verify how often stored bytes are compared with their hash; 0 for never
 * @param verifyRate how much of them is read a second for that
 */
@ConfigurationProperties("diction.storage")
@Validated
record StorageSettings(
    @DefaultValue("files") Kind kind,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("512MB") DataSize keepFree,
    @DefaultValue("1h") Duration cleanUp,
    @DefaultValue("30d") Duration verify,
    @DefaultValue("20MB") DataSize verifyRate) {
  /** Where the bytes are. */
  enum Kind {
    FILES,
    S3
  }

  StorageSettings {
    if (retention.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "diction.storage.retention must be at least 1h, is " + retention);
    }
  }
}
