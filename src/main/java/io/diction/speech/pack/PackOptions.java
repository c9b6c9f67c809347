package io.diction.speech.pack;

import org.jspecify.annotations.Nullable;

/**
 * What whoever installs a pack says about it; goes before what the pack says itself.
 *
 * @param name of the pack
 * @param locale such as {@code de-DE}
 */
public record PackOptions(@Nullable String name, @Nullable String locale) {
  /** Nothing: the pack speaks for itself. */
  public static final PackOptions NONE = new PackOptions(null, null);
}
