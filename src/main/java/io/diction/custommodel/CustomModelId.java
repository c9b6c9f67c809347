package io.diction.custommodel;

import java.io.Serializable;
import java.util.UUID;

/** Identifies a custom model. */
public record CustomModelId(UUID value) implements Serializable {
  /** Reads it from an address; Spring calls this for path variables. */
  public static CustomModelId of(String text) {
    return new CustomModelId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
