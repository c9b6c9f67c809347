package io.diction.dataset;

import io.diction.identity.OrganizationId;
import io.diction.speech.corpus.FileKind;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the datasets grid.
 *
 * @param sha256 of the bytes that were uploaded; of a folder it is that of the list of its files
 * @param sizeBytes of a folder, those of all its files
 * @param durationMs of its audio, null where there is none or it is not known yet
 * @param clips parts of audio with text that a manifest or archive brings
 * @param job that validates it
 * @param startedAt of processing
 * @param endedAt of processing
 * @param source address that it was fetched from, without a signature; null when it was uploaded
 */
public record Dataset(
    DatasetId id,
    OrganizationId organization,
    UUID upload,
    String name,
    DatasetType type,
    DatasetStatus status,
    String sha256,
    long sizeBytes,
    @Nullable Long durationMs,
    int clips,
    int errors,
    int warnings,
    @Nullable UUID job,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime endedAt,
    @Nullable String source) {

  /** What statements about it ask for. */
  public DatasetKey key() {
    return new DatasetKey(organization, id);
  }

  /** Whether it has files in it that are changed one by one. */
  public boolean isArchive() {
    return type == DatasetType.MANIFEST && FileKind.ofName(name) != FileKind.MANIFEST;
  }

  /** For pages. */
  public double durationSeconds() {
    return durationMs == null ? 0 : durationMs / 1000.0;
  }
}
