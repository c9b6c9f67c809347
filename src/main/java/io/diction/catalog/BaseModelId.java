package io.diction.catalog;

import java.io.Serializable;
import java.util.UUID;

/** Identifies a base model. */
public record BaseModelId(UUID value) implements Serializable {
  @Override
  public String toString() {
    return value.toString();
  }
}
