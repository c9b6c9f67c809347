package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;

/**
 * How many rows refer to which bytes: a number for each row, so that millions take little room. Two
 * hashes of one store share a number once in billions of stores.
 */
final class ReferenceCounts {
  private long[] keys = new long[1024];
  private int size;
  private BitSet known = new BitSet();

  void add(OrganizationId organization, String sha256) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
    }
    keys[size++] = key(organization, sha256);
  }

  /** To be called once, after all were added. */
  void sort() {
    Arrays.sort(keys, 0, size);
    known = new BitSet(size);
  }

  /** Of bytes that a row knows of. */
  int count(OrganizationId organization, String sha256) {
    int first = first(key(organization, sha256));
    int end = first;
    while (end < size && keys[end] == keys[first]) {
      end++;
    }
    boolean found = first < size && keys[first] == key(organization, sha256);
    if (found) {
      known.set(first, end);
    }
    return found ? end - first : 0;
  }

  /** Whether {@link #count} was asked for all bytes that were added. */
  boolean allKnown() {
    return known.cardinality() == size;
  }

  boolean isKnown(OrganizationId organization, String sha256) {
    return known.get(first(key(organization, sha256)));
  }

  private int first(long key) {
    int from = 0;
    int to = size;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (keys[middle] < key) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static long key(OrganizationId organization, String sha256) {
    UUID id = organization.value();
    return Long.parseUnsignedLong(sha256, 0, 16, 16)
        ^ (id.getMostSignificantBits() * 0x9E3779B97F4A7C15L)
        ^ Long.rotateLeft(id.getLeastSignificantBits(), 17);
  }
}
