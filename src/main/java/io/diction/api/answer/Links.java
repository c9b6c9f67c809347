package io.diction.api.answer;

import io.diction.api.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whole addresses of what the API has. Handlers take one as a parameter; what is made outside of a
 * request remembers the base of the one that asked for it.
 *
 * @param base scheme, host and context, without a slash at the end
 */
public record Links(String base) {
  /** Of a path below the API's own base, with its slash. */
  public String to(String path) {
    return base + Operation.BASE + path;
  }

  /** An entity's own. */
  public String self(EntityKind kind, UUID id) {
    return to("/" + kind.collection() + "/" + id);
  }

  /** A reference to an entity; none to none. */
  public EntityReference.@Nullable Link reference(EntityKind kind, @Nullable UUID id) {
    return id == null ? null : new EntityReference.Link(self(kind, id));
  }
}
