package io.diction.api.phrase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Words that not everybody wants to read, by language: files of one word a line. */
public final class ProfaneWords {
  private static final Map<String, Set<String>> BY_LANGUAGE =
      List.of("en", "de", "nl").stream()
          .collect(Collectors.toUnmodifiableMap(language -> language, ProfaneWords::read));

  private ProfaneWords() {}

  /** Whether there is a list of a language. */
  public static boolean has(String locale) {
    return BY_LANGUAGE.containsKey(SpokenMarks.language(locale));
  }

  /**
   * @param plain in lower case, without marks
   */
  static boolean contain(String locale, String plain) {
    return BY_LANGUAGE.getOrDefault(SpokenMarks.language(locale), Set.of()).contains(plain);
  }

  private static Set<String> read(String language) {
    String name = "profane_%s.txt".formatted(language);
    try (InputStream words =
        Objects.requireNonNull(ProfaneWords.class.getResourceAsStream(name), name)) {
      return new String(words.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read " + name, broken);
    }
  }
}
