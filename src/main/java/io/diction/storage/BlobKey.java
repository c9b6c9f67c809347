package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.util.Optional;
import java.util.UUID;

/** Which bytes of which organization. */
record BlobKey(OrganizationId organization, String sha256) {

  /** Of the name of a folder of an organization's files. */
  static Optional<OrganizationId> organization(String name) {
    try {
      UUID id = UUID.fromString(name);
      return id.toString().equals(name) ? Optional.of(new OrganizationId(id)) : Optional.empty();
    } catch (IllegalArgumentException otherName) {
      return Optional.empty();
    }
  }
}
