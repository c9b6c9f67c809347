package io.diction.api.model;

import io.diction.identity.OrganizationId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An organization as copies name it. */
final class ResourceId {
  private static final Pattern FORM =
      Pattern.compile(
          "org-([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})");

  private ResourceId() {}

  static Optional<OrganizationId> find(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new OrganizationId(UUID.fromString(matcher.group(1))))
        : Optional.empty();
  }
}
