package io.diction.custommodel;

import java.io.Serializable;
import java.util.UUID;

/** Identifies a custom model. */
public record CustomModelId(UUID value) implements Serializable {
  @Override
  public String toString() {
    return value.toString();
  }
}
