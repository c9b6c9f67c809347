package io.diction.identity;

import java.io.Serializable;
import java.util.UUID;

/** Identifies an organization. */
public record OrganizationId(UUID value) implements Serializable {
  @Override
  public String toString() {
    return value.toString();
  }
}
