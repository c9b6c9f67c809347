package io.diction.project;

import java.io.Serializable;
import java.util.UUID;

/** Identifies a project. */
public record ProjectId(UUID value) implements Serializable {
  /** Reads it from an address; Spring calls this for path variables. */
  public static ProjectId of(String text) {
    return new ProjectId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
