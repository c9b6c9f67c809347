package io.diction.modelfile;

import io.diction.catalog.BaseModelId;
import io.diction.storage.Blob;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An exported version that was sent here and found whole.
 *
 * @param id by which the version will be known
 * @param fileName as the browser said
 * @param fingerprint of the key that signed it
 * @param artifact the model, kept until it is taken in or forgotten
 */
record ArrivedFile(
    UUID id,
    OffsetDateTime createdAt,
    String fileName,
    Description description,
    String fingerprint,
    BaseModelId base,
    Blob artifact) {

  /** As people compare it. */
  public String shownFingerprint() {
    return Fingerprints.shown(fingerprint);
  }
}
