package io.diction.evaluation.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a test measures.
 *
 * @param position from 0
 * @param baseModelId of a base model; null for a version
 * @param versionId of a version; null for a base model
 * @param number of the version; 0 for a base model
 * @param label as it was called when the test was asked for
 * @param sha256 of the version's artifact, or of the base model's pack
 * @param ownerId whose storage has the artifact
 * @param layered whether the own terms of who tests are on top of it
 * @param rate of word errors; null until the test has ended, or where nothing is counted
 */
public record TestSubject(
    UUID runId,
    int position,
    @Nullable UUID baseModelId,
    @Nullable UUID versionId,
    int number,
    String label,
    String sha256,
    UUID ownerId,
    boolean layered,
    @Nullable Double rate) {

  public boolean isBase() {
    return baseModelId != null;
  }

  /** The message that names it on pages, with {@link #title()} in it. */
  public String titleKey() {
    return titleKey(isBase(), layered, "evaluation.subject.base");
  }

  /**
   * The same of anything that can be measured.
   *
   * @param baseKey the message for a base model
   */
  public static String titleKey(boolean base, boolean layered, String baseKey) {
    if (base) {
      return baseKey;
    }
    return layered ? "evaluation.version.own" : "evaluation.version";
  }

  /** Label of a base model, number of a version. */
  public Object title() {
    return isBase() ? label : number;
  }
}
