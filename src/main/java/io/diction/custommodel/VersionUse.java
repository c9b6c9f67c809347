package io.diction.custommodel;

/** Knows what works with a version. Beans of this type are found at start. */
public interface VersionUse {
  /** Whether something goes on with the version that would fail without it. */
  boolean isUsed(VersionId version);

  /**
   * Whether the custom model as a whole stays for that, too. Otherwise it may go, and what works
   * with its versions ends with it.
   */
  default boolean holdsModel() {
    return false;
  }
}
