package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whoever keeps hashes of stored bytes in rows of its own, and so calls {@link Blobs#retain}: the
 * check of the storage compares its rows with what was counted.
 */
public interface BlobOwner {
  /**
   * A row that refers to bytes.
   *
   * @param owner what it is, for a person who has to mend it
   */
  record Reference(OrganizationId organization, String sha256, String owner) {}

  /** Tells of every row once, those of all organizations; called in a transaction. */
  void references(Consumer<Reference> each);

  /** Tells of the rows that refer to some bytes; quickly where these are many rows. */
  default void references(Set<String> hashes, Consumer<Reference> each) {
    references(
        reference -> {
          if (hashes.contains(reference.sha256())) {
            each.accept(reference);
          }
        });
  }
}
