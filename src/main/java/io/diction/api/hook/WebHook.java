package io.diction.api.hook;

import io.diction.api.answer.Links;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of what happens.
 *
 * @param errorCode why the challenge or the last delivery failed
 * @param base under which the API was reached when it was made
 */
record WebHook(
    UUID id,
    OrganizationId organization,
    String displayName,
    @Nullable String description,
    String webUrl,
    Set<HookEvent> events,
    State state,
    @Nullable String errorCode,
    @Nullable String errorText,
    String base,
    UserId createdBy,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt) {

  /** Whether the address has shown that it wants to be told. */
  enum State {
    NOT_STARTED,
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  WebHook {
    events = Set.copyOf(events);
  }

  WebHook withHostAlone() {
    URI address = URI.create(webUrl);
    return new WebHook(
        id,
        organization,
        displayName,
        description,
        "%s://%s/".formatted(address.getScheme(), address.getRawAuthority()),
        events,
        state,
        errorCode,
        errorText,
        base,
        createdBy,
        createdAt,
        changedAt);
  }

  Links links() {
    return new Links(base);
  }

  /** Who looks at what is told: whoever made it, with the rights that took. */
  SignedIn reader() {
    return new SignedIn(
        createdBy, organization, Role.ORGADMIN, "Web hook " + displayName, ZoneOffset.UTC);
  }

  boolean isUnderWay() {
    return state == State.NOT_STARTED || state == State.RUNNING;
  }
}
