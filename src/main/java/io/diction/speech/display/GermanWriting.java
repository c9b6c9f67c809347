package io.diction.speech.display;

import io.diction.speech.text.LanguageTables;
import io.diction.speech.text.SpokenNumbers;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** German, as it is written in Germany. */
final class GermanWriting implements WrittenLanguage {
  private static final LanguageTables SPOKEN = LanguageTables.read(TextNormalizer.class, "de.tsv");
  private static final LanguageTables WRITTEN =
      LanguageTables.read(GermanWriting.class, "de-display.tsv");

  private static final List<String> MONTHS = SPOKEN.list("months");
  private static final Set<String> QUESTIONS = WRITTEN.set("questions");
  private static final Set<String> CLAUSES = WRITTEN.set("clauses");
  private static final Set<String> UNFINISHED = WRITTEN.set("unfinished");
  private static final Set<String> OBLIQUE =
      Set.of("am", "vom", "zum", "im", "dem", "den", "des", "beim", "bis", "seit");
  private static final List<String> NOUN_ENDINGS = WRITTEN.list("noun endings");
  private static final Map<String, String> CAPITALS = capitals();
  private static final Map<String, String> CURRENCIES = signs("currencies");
  private static final Map<String, String> UNITS = signs("units");

  /** Cardinals below a thousand and ordinals below a hundred, by how they are spoken. */
  private static final Map<String, Integer> CARDINALS = new HashMap<>();

  private static final Map<String, Integer> ORDINALS = new HashMap<>();

  static {
    for (int i = 0; i < 1000; i++) {
      CARDINALS.put(SpokenNumbers.germanCardinal(i), i);
    }
    CARDINALS.put("ein", 1);
    CARDINALS.put("eine", 1);
    CARDINALS.put("hundert", 100);
    for (int i = 1; i < 100; i++) {
      for (String ending : List.of("e", "en", "er", "es", "em")) {
        ORDINALS.put(SpokenNumbers.germanOrdinal(i, ending), i);
      }
    }
  }

  private static Map<String, String> capitals() {
    Map<String, String> capitals = new HashMap<>();
    for (String row : WRITTEN.list("capitals")) {
      for (String word : row.split(" ")) {
        capitals.put(word.toLowerCase(Locale.GERMAN), word);
      }
    }
    return capitals;
  }

  private static Map<String, String> signs(String section) {
    Map<String, String> signs = new HashMap<>();
    SPOKEN.rows(section).forEach(row -> signs.putIfAbsent(row.get(1), row.get(0)));
    return signs;
  }

  private static String at(List<String> words, int index) {
    return index >= 0 && index < words.size() ? words.get(index) : "";
  }

  /** One word: below a million, or a year by hundreds; -1 for other words. */
  private static int value(String word) {
    Integer small = CARDINALS.get(word);
    if (small != null) {
      return small;
    }
    int thousand = word.indexOf("tausend");
    if (thousand >= 0) {
      int count = thousand == 0 ? 1 : CARDINALS.getOrDefault(word.substring(0, thousand), -1);
      String low = word.substring(thousand + "tausend".length());
      int rest = low.isEmpty() ? 0 : CARDINALS.getOrDefault(low, -1);
      return count < 1 || rest < 0 ? -1 : count * 1000 + rest;
    }
    int hundred = word.indexOf("hundert");
    if (hundred > 0) {
      int century = CARDINALS.getOrDefault(word.substring(0, hundred), -1);
      String low = word.substring(hundred + "hundert".length());
      int rest = low.isEmpty() ? 0 : CARDINALS.getOrDefault(low, -1);
      return century < 11 || century > 19 || rest < 0 || rest > 99 ? -1 : century * 100 + rest;
    }
    return -1;
  }

  private static @Nullable SpokenNumber cardinal(List<String> words, int from) {
    int first = value(at(words, from));
    if (first < 0) {
      return null;
    }
    String scale = at(words, from + 1);
    if (first > 0 && first < 1000 && (scale.equals("million") || scale.equals("millionen"))) {
      int rest = value(at(words, from + 2));
      return SpokenNumber.of(
          first * 1_000_000L + Math.max(rest, 0), rest > 0 ? from + 3 : from + 2);
    }
    return SpokenNumber.of(first, from + 1);
  }

  private static String grouped(String digits) {
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0 && digits.length() > 4; i -= 3) {
      grouped.insert(i, '.');
    }
    return grouped.toString();
  }

  @Override
  public List<Span> written(List<String> words, int from) {
    List<Span> found = new ArrayList<>();
    addDate(words, from, found);
    int start = at(words, from).equals("minus") ? from + 1 : from;
    SpokenNumber number = cardinal(words, start);
    if (number == null) {
      return found;
    }
    String sign = start > from ? "-" : "";
    int to = number.to();
    if (at(words, to).equals("uhr") && number.number() <= 24) {
      int minute = value(at(words, to + 1));
      if (minute > 0 && minute < 60) {
        String padded = minute < 10 ? "0" + minute : String.valueOf(minute);
        found.add(Span.fixed(from, to + 2, number.value() + ":" + padded + " Uhr"));
      }
      found.add(Span.fixed(from, to + 1, number.value() + " Uhr"));
    }
    String digits = grouped(number.value());
    boolean decimal = at(words, to).equals("komma");
    if (decimal) {
      StringBuilder fraction = new StringBuilder();
      int next = to + 1;
      while (value(at(words, next)) >= 0 && value(at(words, next)) < 10) {
        fraction.append(value(at(words, next++)));
      }
      if (fraction.isEmpty()) {
        return found;
      }
      digits = digits + "," + fraction;
      to = next;
    }
    String currency = CURRENCIES.get(at(words, to));
    if (currency != null) {
      int cents = value(at(words, to + 1));
      if (!decimal && cents > 0 && cents < 100) {
        String padded = cents < 10 ? "0" + cents : String.valueOf(cents);
        found.add(Span.fixed(from, to + 2, sign + digits + "," + padded + " " + currency));
      }
      found.add(Span.fixed(from, to + 1, sign + digits + " " + currency));
    }
    for (int length = 3; length >= 1; length--) {
      if (to + length <= words.size()) {
        String unit = UNITS.get(String.join(" ", words.subList(to, to + length)));
        if (unit != null) {
          found.add(Span.fixed(from, to + length, sign + digits + " " + unit));
        }
      }
    }
    // Up to twelve style asks for words.
    if (decimal || start > from || number.number() > 12) {
      String plain = number.value().length() == 4 ? number.value() : digits;
      found.add(Span.fixed(from, to, sign + (decimal ? digits : plain)));
    }
    return found;
  }

  /** "dritter mai zweitausendsechzehn"; "am dritten mai" in one, for the ending hangs on "am". */
  private static void addDate(List<String> words, int from, List<Span> found) {
    String before = at(words, from);
    if (OBLIQUE.contains(before)) {
      List<Span> dates = new ArrayList<>();
      addDate(words, from + 1, dates);
      for (Span date : dates) {
        String start = from == 0 ? capital(before) : before;
        found.add(Span.fixed(from, date.to(), start + " " + date.written()));
      }
      return;
    }
    Integer day = ORDINALS.get(at(words, from));
    if (day == null) {
      return;
    }
    if (day <= 31 && MONTHS.contains(at(words, from + 1))) {
      String date = day + ". " + capital(words.get(from + 1));
      int year = value(at(words, from + 2));
      if (year >= 1000 && year < 2100) {
        found.add(Span.fixed(from, from + 3, date + " " + year));
      }
      found.add(Span.fixed(from, from + 2, date));
    } else if (day > 12) {
      found.add(Span.fixed(from, from + 1, day + "."));
    }
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  @Override
  public boolean isQuestion(List<String> words, int from, int to) {
    return from + 1 < to && QUESTIONS.contains(at(words, from));
  }

  @Override
  public boolean beginsClause(String word) {
    return CLAUSES.contains(word);
  }

  /** Before these German always has a comma. */
  @Override
  public boolean beginsContrast(String word) {
    return CLAUSES.contains(word);
  }

  @Override
  public boolean introduces(String word) {
    return false;
  }

  @Override
  public boolean needsMore(String word) {
    return UNFINISHED.contains(word);
  }

  @Override
  public @Nullable String cased(String word) {
    String known = CAPITALS.get(word);
    if (known != null || MONTHS.contains(word)) {
      return known == null ? capital(word) : known;
    }
    boolean noun =
        word.length() > 5
            && NOUN_ENDINGS.stream()
                .anyMatch(ending -> word.endsWith(ending) || word.endsWith(ending + "en"));
    return noun ? capital(word) : null;
  }

  @Override
  public @Nullable String title(String word, boolean beforeName) {
    return switch (word) {
      case "doktor" -> beforeName ? "Dr." : null;
      case "professor" -> beforeName ? "Prof." : null;
      default -> null;
    };
  }
}
