package io.diction.storage;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something wrong in the storage.
 *
 * @param organization whose bytes they are, null where that cannot be told
 * @param place their hash, or the name of what is none of ours
 * @param expected a number of bytes, a hash or a count, by kind
 * @param found the same as it is
 * @param owners what refers to the bytes, a few of them
 * @param mended whether it is in order now
 */
public record Damage(
    Kind kind,
    @Nullable UUID organization,
    String place,
    String expected,
    String found,
    List<String> owners,
    boolean mended) {
  /** What can be wrong. */
  public enum Kind {
    /** A row, and no bytes. */
    MISSING,
    SIZE,
    HASH,
    /** Bytes that the disk or the object store does not give. */
    UNREADABLE,
    /** Bytes that no row knows of. */
    NO_ROW,
    /** Something refers to bytes that no row knows of. */
    UNKNOWN,
    /** More or fewer rows refer to the bytes than were counted. */
    COUNT,
    /** A file that is none of ours. */
    FOREIGN
  }

  public Damage {
    owners = List.copyOf(owners);
  }

  Damage withOwners(List<String> named) {
    return new Damage(kind, organization, place, expected, found, named, mended);
  }

  Damage asMended() {
    return new Damage(kind, organization, place, expected, found, owners, true);
  }
}
