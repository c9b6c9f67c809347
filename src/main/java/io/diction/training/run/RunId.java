package io.diction.training.run;

import java.util.UUID;

/** Identifies a training: the subject of its job and the reference of its credit. */
public record RunId(UUID value) {
  @Override
  public String toString() {
    return value.toString();
  }
}
