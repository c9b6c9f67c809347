package io.diction.custommodel;

/** Knows what works with a version. Beans of this type are found at start. */
public interface VersionUse {
  /** Whether something goes on with the version that would fail without it. */
  boolean isUsed(VersionId version);
}
