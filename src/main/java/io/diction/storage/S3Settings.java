package io.diction.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * An object store that speaks S3.
 *
 * @param endpoint its address; without one that of the region at Amazon
 * @param bucket made before, with nothing else below {@code blobs/}
 * @param pathStyle whether the bucket is named in the path rather than in the host name
 * @param cache how much of it is kept on the disk for use
 */
@ConfigurationProperties("diction.storage.s3")
@Validated
record S3Settings(
    @Nullable URI endpoint,
    @DefaultValue("us-east-1") String region,
    @Nullable String bucket,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("true") boolean pathStyle,
    @DefaultValue("10GB") DataSize cache) {

  String required(@Nullable String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "with diction.storage.kind=s3 the setting diction.storage.s3.%s is needed"
              .formatted(name));
    }
    return value;
  }

  /** Says no secret. */
  @Override
  public String toString() {
    return "S3Settings[%s, %s]".formatted(endpoint, bucket);
  }
}
