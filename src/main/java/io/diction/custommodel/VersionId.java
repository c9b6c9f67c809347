package io.diction.custommodel;

import java.io.Serializable;
import java.util.UUID;

/** Identifies a version of a custom model. */
public record VersionId(UUID value) implements Serializable {
  /** Reads it from an address; Spring calls this for path variables. */
  public static VersionId of(String text) {
    return new VersionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
