package io.diction.custommodel;

import java.io.Serializable;
import java.util.UUID;

/** Identifies a version of a custom model. */
public record VersionId(UUID value) implements Serializable {
  @Override
  public String toString() {
    return value.toString();
  }
}
