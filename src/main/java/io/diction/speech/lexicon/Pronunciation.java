package io.diction.speech.lexicon;

import java.util.List;

/**
 * How a word is spoken.
 *
 * @param phones names of the acoustic model's phone set, at least one
 */
public record Pronunciation(List<String> phones) {
  public Pronunciation {
    phones = List.copyOf(phones);
    if (phones.isEmpty()) {
      throw new IllegalArgumentException("a pronunciation needs at least one phone");
    }
  }

  /** Phones separated by spaces, as dictionaries write them. */
  public static Pronunciation parse(String phones) {
    return new Pronunciation(List.of(phones.strip().split("\\s+")));
  }

  @Override
  public String toString() {
    return String.join(" ", phones);
  }
}
