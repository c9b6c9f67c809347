package io.diction.modelfile;

import io.diction.custommodel.Metrics;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.VersionOrigin;
import io.diction.speech.FormatException;
import io.diction.speech.adapt.ModelManifest;
import io.diction.web.Refusal.Invalid;
import io.diction.web.TextLine;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code export.json}: what an exported version says of itself.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion raised when what is here could not be read any more
 * @param model its name where it comes from, with the {@code version}'s number and its owner
 * @param base what the version adds to
 * @param settings JSON: how it was trained
 * @param signers who signed it before, from the first on; empty where it was trained where it was
 *     exported
 * @param files path to checksum of every other file but the signature
 */
record Description(
    @Nullable String format,
    int formatVersion,
    String organization,
    String model,
    int version,
    String description,
    String locale,
    ModelManifest.Base base,
    String engine,
    long seed,
    String settings,
    OffsetDateTime trainedAt,
    OffsetDateTime expiresAt,
    Measured metrics,
    List<Signer> signers,
    SortedMap<String, Entry> files) {
  static final String NAME = "export.json";
  static final String FORMAT = "diction-model-export";
  static final int VERSION = 1;

  private static final JsonMapper JSON = new JsonMapper();

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_TEXT = 4_000;
  private static final int LONGEST_SETTINGS = 4 << 20;

  /** A file by its SHA-256 and length. */
  record Entry(@Nullable String sha256, long bytes) {}

  /**
   * Who signed the version before it was taken in where it was exported again.
   *
   * @param fingerprint of the key
   * @param until when that was
   */
  record Signer(
      String organization, String model, int version, String fingerprint, OffsetDateTime until) {
    static Signer of(VersionOrigin.Signer signer) {
      return new Signer(
          signer.organization(),
          signer.model(),
          signer.number(),
          signer.fingerprint(),
          signer.until());
    }

    VersionOrigin.Signer kept() {
      return new VersionOrigin.Signer(organization, model, version, fingerprint, until);
    }

    /** As people compare it. */
    public String shownFingerprint() {
      return Fingerprints.shown(fingerprint);
    }

    private boolean isPossible() {
      return !isNoLine(organization, LONGEST_NAME)
          && !isNoLine(model, ModelName.LONGEST)
          && version > 0
          && fingerprint != null
          && FINGERPRINT.matcher(fingerprint).matches()
          && until != null
          && isOfOurTime(until);
    }
  }

  /** How good the version is; durations in seconds. */
  record Measured(
      int testWords,
      int baseErrors,
      int customErrors,
      @Nullable Double perplexity,
      int vocabularySize,
      double dataSeconds,
      double trainingSeconds) {

    static Measured of(Metrics metrics) {
      return new Measured(
          metrics.testWords(),
          metrics.baseErrors(),
          metrics.customErrors(),
          metrics.perplexity(),
          metrics.vocabularySize(),
          metrics.data().toMillis() / 1000.0,
          metrics.training().toMillis() / 1000.0);
    }

    Metrics metrics() {
      return new Metrics(
          testWords,
          baseErrors,
          customErrors,
          perplexity,
          vocabularySize,
          Duration.ofMillis(Math.round(1000 * dataSeconds)),
          Duration.ofMillis(Math.round(1000 * trainingSeconds)));
    }

    private boolean isPossible() {
      return testWords >= 0
          && baseErrors >= 0
          && customErrors >= 0
          && vocabularySize >= 0
          && (perplexity == null || Double.isFinite(perplexity))
          && isDuration(dataSeconds)
          && isDuration(trainingSeconds);
    }

    private static boolean isDuration(double seconds) {
      return seconds >= 0 && seconds < 1e12;
    }
  }

  Description {
    // Files that were exported before signers were named have none.
    signers = signers == null ? List.of() : signers;
    files = new TreeMap<>(files == null ? new TreeMap<>() : files);
  }

  /**
   * What anybody may have written is complete and short enough to be kept and shown.
   *
   * @throws FormatException where it is not
   */
  Description checked() {
    if (!FORMAT.equals(format)) {
      throw new FormatException(NAME, "", "not the description of an exported model");
    }
    if (formatVersion > VERSION) {
      throw new FormatException(NAME, "", "made by a newer Diction: update this installation");
    }
    if (formatVersion < 1
        || isNoLine(organization, LONGEST_NAME)
        || isNoLine(model, ModelName.LONGEST)
        || version < 1
        || description == null
        || isUnreadable(description, LONGEST_TEXT)
        || isNoLine(locale, 35)
        || base == null
        || isNoLine(base.id(), LONGEST_NAME)
        || base.sha256() == null
        || isNoLine(engine, 64)
        || settings == null
        || !isRecord(settings)
        || trainedAt == null
        || expiresAt == null
        || !isOfOurTime(trainedAt)
        || !isOfOurTime(expiresAt)
        || metrics == null
        || !metrics.isPossible()
        || signers.size() > VersionOrigin.MOST_SIGNERS
        || signers.stream().anyMatch(signer -> signer == null || !signer.isPossible())) {
      throw new FormatException(NAME, "", "incomplete, or with values that no model has");
    }
    return this;
  }

  /** Pages show of it with what data the version was made. */
  private static boolean isRecord(String settings) {
    if (settings.length() > LONGEST_SETTINGS || settings.indexOf(0) >= 0) {
      return false;
    }
    try {
      JsonNode record = JSON.readTree(settings);
      for (JsonNode dataset : record.path("datasets")) {
        if (!dataset.path("name").isString() || !dataset.path("sha256").isString()) {
          return false;
        }
      }
      for (JsonNode point : record.path("weightCurve")) {
        if (!point.isObject()) {
          return false;
        }
      }
      return record.isObject();
    } catch (JacksonException unreadable) {
      return false;
    }
  }

  private static boolean isNoLine(@Nullable String text, int longest) {
    return text == null
        || !TextLine.of(text).equals(text)
        || text.isEmpty()
        || isUnreadable(text, longest);
  }

  private static boolean isUnreadable(String text, int longest) {
    try {
      TextLine.require(text, longest, NAME);
      return false;
    } catch (Invalid refused) {
      return true;
    }
  }

  /** What databases and calendars can hold. */
  private static boolean isOfOurTime(OffsetDateTime time) {
    return time.getYear() > 2000 && time.getYear() < 3000;
  }
}
