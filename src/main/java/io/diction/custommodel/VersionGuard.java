package io.diction.custommodel;

import java.util.List;
import java.util.Optional;

/**
 * Looks at versions before they are used: what knows of harm that a version would do elsewhere.
 * Beans of this type are found at start.
 */
public interface VersionGuard {
  /**
   * Why a version should not be used.
   *
   * @param messageKey of a sentence with the figures, and of how to go on
   */
  record Objection(String messageKey, List<Object> arguments) {
    public Objection {
      arguments = List.copyOf(arguments);
    }

    public Objection(String messageKey, Object... arguments) {
      this(messageKey, List.of(arguments));
    }
  }

  /** Whether new versions of a model are looked at, so that none is used by itself before. */
  boolean guards(ModelView model);

  /** What speaks against a version that was never in use; empty when nothing does. */
  Optional<Objection> objection(ModelView model, ModelVersion version);
}
