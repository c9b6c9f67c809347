package io.diction.api.hook;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.identity.SignedIn;
import java.util.Optional;
import java.util.UUID;

/** Shows entities of one kind as GET returns them. */
public interface EntityView {
  EntityKind kind();

  /** What there is now. */
  Optional<?> find(UUID id, Links links, SignedIn who);

  /** The newest one of which a stage could be told; never of a deletion. */
  Optional<UUID> latest(Stage stage, SignedIn who);
}
