package io.diction.api.phrase;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks that people say. Where marks are guessed as well, only names that hardly mean anything else
 * are taken for marks: a period is mostly a time.
 */
public final class SpokenMarks {
  private record Mark(List<String> said, String written, boolean ambiguous) {}

  private static final Map<String, List<Mark>> BY_LANGUAGE =
      Map.of(
          "en",
          List.of(
              new Mark(List.of("question", "mark"), "?", false),
              new Mark(List.of("exclamation", "mark"), "!", false),
              new Mark(List.of("exclamation", "point"), "!", false),
              new Mark(List.of("full", "stop"), ".", false),
              new Mark(List.of("comma"), ",", false),
              new Mark(List.of("semicolon"), ";", false),
              new Mark(List.of("period"), ".", true),
              new Mark(List.of("colon"), ":", true)),
          "de",
          List.of(
              new Mark(List.of("fragezeichen"), "?", false),
              new Mark(List.of("ausrufezeichen"), "!", false),
              new Mark(List.of("komma"), ",", false),
              new Mark(List.of("semikolon"), ";", false),
              new Mark(List.of("strichpunkt"), ";", false),
              new Mark(List.of("punkt"), ".", true),
              new Mark(List.of("doppelpunkt"), ":", true)));

  private SpokenMarks() {}

  /** Whether they are known of a language. */
  public static boolean has(String locale) {
    return BY_LANGUAGE.containsKey(language(locale));
  }

  static String language(String locale) {
    return Locale.forLanguageTag(locale).getLanguage();
  }

  /**
   * A mark found.
   *
   * @param length how many tokens name it
   */
  record Found(String written, int length) {}

  /**
   * The mark that tokens name from a place on.
   *
   * @param plain tokens in lower case without marks
   * @param all whether names are taken that mean other things as well
   */
  static @Nullable Found at(String locale, List<String> plain, int from, boolean all) {
    for (Mark mark : BY_LANGUAGE.getOrDefault(language(locale), List.of())) {
      int to = from + mark.said().size();
      if ((all || !mark.ambiguous())
          && to <= plain.size()
          && plain.subList(from, to).equals(mark.said())) {
        return new Found(mark.written(), mark.said().size());
      }
    }
    return null;
  }
}
