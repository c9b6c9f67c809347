package io.diction.custommodel;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a version was trained that came as a file.
 *
 * @param organization whose it was, as {@code model} as called there
 * @param number of the version there
 * @param fingerprint of the key that signed the file, in hexadecimal
 * @param importedBy who took it in
 * @param before who had signed it before that, from the first on, as the file says
 */
public record VersionOrigin(
    String organization,
    String model,
    int number,
    String fingerprint,
    OffsetDateTime trainedAt,
    String importedBy,
    OffsetDateTime importedAt,
    List<Signer> before) {
  /** No more of them are kept: the first one and the last ones. */
  public static final int MOST_SIGNERS = 20;

  public VersionOrigin {
    before = List.copyOf(before);
  }

  /**
   * Somebody who signed a version.
   *
   * @param organization whose it was then, as {@code model} as called there
   * @param number of the version there
   * @param fingerprint of the key, in hexadecimal
   * @param until when the next one took it in
   */
  public record Signer(
      String organization, String model, int number, String fingerprint, OffsetDateTime until) {}

  /** Who signed it until it came here, from the first on. */
  public List<Signer> signers() {
    List<Signer> all = new ArrayList<>(before);
    all.add(new Signer(organization, model, number, fingerprint, importedAt));
    if (all.size() > MOST_SIGNERS) {
      all.subList(1, all.size() - MOST_SIGNERS + 1).clear();
    }
    return all;
  }
}
