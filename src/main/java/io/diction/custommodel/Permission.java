package io.diction.custommodel;

/** What an organization may do with a model it sees, each including the ones before. */
public enum Permission {
  /** Sees that it exists, and its figures. */
  VIEW,
  /** Transcribes and aligns with it. */
  USE,
  /** Offers training data to the owner. */
  CONTRIBUTE,
  /** Everything that the user's role allows. */
  OWNER;

  public boolean includes(Permission other) {
    return compareTo(other) >= 0;
  }
}
