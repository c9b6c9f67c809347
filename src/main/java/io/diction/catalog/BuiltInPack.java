package io.diction.catalog;

import io.diction.identity.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * Registers the US-English pack that comes with the application, once. Its dates count from the
 * installation; in the demo profile it is charged for, so that credits can be seen at work.
 */
@Component
class BuiltInPack implements InitializingBean {
  static final String PACK = "en-us";
  static final String LOCALE = "en-US";
  static final String NAME = "20160629";

  private static final int ADAPTATION_YEARS = 5;
  private static final int TRANSCRIPTION_YEARS = 7;

  private static final String FOLDER = "edu/cmu/sphinx/models/en-us/";
  private static final List<String> FILES =
      List.of(
          "cmudict-en-us.dict",
          "en-us.lm.bin",
          "en-us/feat.params",
          "en-us/mdef",
          "en-us/means",
          "en-us/mixture_weights",
          "en-us/noisedict",
          "en-us/sendump",
          "en-us/transition_matrices",
          "en-us/variances");

  private final BaseModelRows rows;
  private final Clock clock;
  private final boolean charged;

  BuiltInPack(BaseModelRows rows, Clock clock, Environment environment) {
    this.rows = rows;
    this.clock = clock;
    this.charged = environment.acceptsProfiles(Profiles.of("demo"));
  }

  /** After the migrations, on which the rows depend; before the web server and example data. */
  @Override
  public void afterPropertiesSet() {
    boolean registered =
        rows.snapshot().models().stream()
            .anyMatch(model -> model.locale().equals(LOCALE) && model.name().equals(NAME));
    if (!registered) {
      OffsetDateTime now =
          OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
      rows.addIfAbsent(
          new BaseModel(
              new BaseModelId(Ids.next()),
              LOCALE,
              "",
              NAME,
              List.of("audio", "text", "pronunciation"),
              charged,
              now.plusYears(ADAPTATION_YEARS),
              now.plusYears(TRANSCRIPTION_YEARS),
              sha256()),
          PACK,
          now);
    }
  }

  /** SHA-256 of the lines {@code <sha256 of the file> <name>\n} of all files, sorted by name. */
  private static String sha256() {
    StringBuilder lines = new StringBuilder();
    for (String file : FILES) {
      try (InputStream in = new ClassPathResource(FOLDER + file).getInputStream();
          DigestInputStream hashed = new DigestInputStream(in, digest())) {
        hashed.transferTo(java.io.OutputStream.nullOutputStream());
        lines.append(HexFormat.of().formatHex(hashed.getMessageDigest().digest()));
        lines.append("  ").append(file).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException("The built-in language pack lacks " + file, e);
      }
    }
    return HexFormat.of()
        .formatHex(digest().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
