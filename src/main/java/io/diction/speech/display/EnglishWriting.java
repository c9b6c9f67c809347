package io.diction.speech.display;

import io.diction.speech.text.LanguageTables;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** English, as it is written in the United States. */
final class EnglishWriting implements WrittenLanguage {
  static final LanguageTables SPOKEN = LanguageTables.read(TextNormalizer.class, "en.tsv");
  static final LanguageTables WRITTEN = LanguageTables.read(EnglishWriting.class, "en-display.tsv");

  private static final List<String> MONTHS = SPOKEN.list("months");
  private static final Set<String> REGNAL = SPOKEN.set("regnal");
  private static final Set<String> SAINTS = SPOKEN.set("saints");
  static final Map<String, String> CAPITALS = capitals();
  private static final Map<String, String> TITLES = WRITTEN.map("titles");
  private static final Set<String> QUESTIONS = WRITTEN.set("questions");
  private static final Set<String> CLAUSES = WRITTEN.set("clauses");
  private static final Set<String> CONTRASTS = WRITTEN.set("contrasts");
  private static final Set<String> INTRODUCTIONS = WRITTEN.set("introductions");
  static final Set<String> UNFINISHED = WRITTEN.set("unfinished");
  private static final Set<String> VERBS = WRITTEN.set("verbs");
  private static final Map<String, String> CURRENCIES = currencies();
  private static final Set<String> SCALES = Set.of("thousand", "million", "billion", "trillion");

  /** Units that are abbreviated in running text, by how they are spoken. */
  private static final Map<String, String> UNITS = units();

  private static final Map<String, String> FORMS = WRITTEN.map("forms");
  static final Set<String> NUMBERED = WRITTEN.set("numbered");
  private static final Set<String> TIME_WORDS = WRITTEN.set("time words");
  private static final Set<String> NOT_CAPITALS = WRITTEN.set("without vowels");

  private static final int LONGEST_FORM_WORDS = 5;
  private static final int LONGEST_UNIT_WORDS = 4;

  private static Map<String, String> capitals() {
    Map<String, String> capitals = new HashMap<>();
    for (List<String> row : WRITTEN.rows("capitals")) {
      for (String word : row.get(0).split(" ")) {
        capitals.put(word.toLowerCase(Locale.ROOT), word);
      }
    }
    return capitals;
  }

  private static Map<String, String> currencies() {
    Map<String, String> currencies = new HashMap<>();
    for (List<String> row : SPOKEN.rows("currencies")) {
      if (row.get(0).length() == 1) {
        currencies.put(row.get(1), row.get(0));
        currencies.put(row.get(2), row.get(0));
      }
    }
    return currencies;
  }

  private static Map<String, String> units() {
    Set<String> abbreviated = new HashSet<>(WRITTEN.list("units"));
    Map<String, String> units = new HashMap<>();
    for (List<String> row : SPOKEN.rows("units")) {
      if (abbreviated.contains(row.get(0))) {
        units.putIfAbsent(row.get(1), row.get(0));
        units.putIfAbsent(row.get(2), row.get(0));
      }
    }
    return units;
  }

  @Override
  public List<Span> written(List<String> words, int from) {
    List<Span> found = new ArrayList<>();
    addForm(words, from, found);
    if (EnglishNumberWords.isNumber(words.get(from))) {
      addRange(words, from, found);
    }
    EnglishAddress.add(words, from, found);
    addTime(words, from, found);
    addDate(words, from, found);
    addQuantity(words, from, found);
    addRuler(words, from, found);
    addSaint(words, from, found);
    addCode(words, from, found);
    addNumber(words, from, found);
    EnglishInitialisms.add(words, from, found);
    return found;
  }

  static String at(List<String> words, int index) {
    return index >= 0 && index < words.size() ? words.get(index) : "";
  }

  /** What is written in a way of its own: "a t and t". */
  private static void addForm(List<String> words, int from, List<Span> found) {
    for (int length = Math.min(LONGEST_FORM_WORDS, words.size() - from); length > 1; length--) {
      String form = FORMS.get(String.join(" ", words.subList(from, from + length)));
      if (form != null) {
        found.add(Span.fixed(from, from + length, form));
      }
    }
  }

  /** "five to ten percent": both in digits, or none. */
  private void addRange(List<String> words, int from, List<Span> found) {
    SpokenNumber first = EnglishNumberWords.cardinal(words, from);
    if (first == null || !at(words, first.to()).equals("to") || first.to() + 1 >= words.size()) {
      return;
    }
    for (Span second : written(words, first.to() + 1)) {
      if (Character.isDigit(second.written().charAt(0)) && second.written().indexOf(" to ") < 0) {
        found.add(
            Span.fixed(from, second.to(), grouped(first.value()) + " to " + second.written()));
      }
    }
  }

  private static void addTime(List<String> words, int from, List<Span> found) {
    SpokenNumber hour = EnglishNumberWords.belowHundred(words, from);
    if (hour == null || hour.number() > 12) {
      return;
    }
    if (at(words, hour.to()).equals("o'clock")) {
      found.add(Span.fixed(from, hour.to() + 1, hour.value() + " o'clock"));
      return;
    }
    String minutes = "";
    int to = hour.to();
    if (at(words, to).equals("oh")) {
      int digit = EnglishNumberWords.digit(at(words, to + 1));
      if (digit < 1) {
        return;
      }
      minutes = ":0" + digit;
      to += 2;
    } else {
      SpokenNumber minute = EnglishNumberWords.belowHundred(words, to);
      if (minute != null && minute.number() >= 10 && minute.number() < 60) {
        minutes = ":" + minute.value();
        to = minute.to();
      }
    }
    String next = at(words, to);
    boolean apart = (next.equals("a") || next.equals("p")) && at(words, to + 1).equals("m");
    boolean together = next.equals("a.m.") || next.equals("p.m.") || next.equals("pm");
    if (apart || together) {
      int end = apart ? to + 2 : to + 1;
      found.add(Span.fixed(from, end, hour.value() + minutes + " " + next.charAt(0) + ".m."));
    } else if (!minutes.isEmpty()
        && (TIME_WORDS.contains(at(words, from - 1)) || minutes.matches(":[1345][05]"))) {
      found.add(Span.fixed(from, to, hour.value() + minutes));
    }
  }

  private static void addDate(List<String> words, int from, List<Span> found) {
    String month = at(words, from);
    if (MONTHS.contains(month)) {
      String name = capital(month);
      SpokenNumber day = EnglishNumberWords.ordinal(words, from + 1);
      if (day != null && day.number() <= 31) {
        SpokenNumber year = EnglishNumberWords.year(words, day.to());
        if (year != null && year.value().length() == 4) {
          found.add(Span.fixed(from, year.to(), name + " " + day.value() + ", " + year.value()));
        }
        found.add(Span.fixed(from, day.to(), name + " " + day.value()));
        return;
      }
      SpokenNumber year = EnglishNumberWords.year(words, from + 1);
      if (year != null && year.value().length() == 4) {
        found.add(Span.fixed(from, year.to(), name + " " + year.value()));
      }
      return;
    }
    SpokenNumber year = EnglishNumberWords.year(words, from);
    if (year == null) {
      year = EnglishNumberWords.earlyYear(words, from);
    }
    if (year != null && year.value().length() == 4) {
      found.add(Span.fixed(from, year.to(), year.value()));
    }
    SpokenNumber century = EnglishNumberWords.belowHundred(words, from);
    if (century != null && century.number() > 10 && at(words, century.to()).equals("hundreds")) {
      found.add(Span.fixed(from, century.to() + 1, century.value() + "00s"));
    }
    String decade = century == null ? "" : at(words, century.to());
    if (century != null && decade.endsWith("ties") && century.number() >= 11) {
      String tens = decade.substring(0, decade.length() - 3) + "y";
      SpokenNumber value = EnglishNumberWords.belowHundred(List.of(tens), 0);
      if (value != null) {
        found.add(Span.fixed(from, century.to() + 1, century.value() + value.value() + "s"));
      }
    }
  }

  /** Money, percentages and measures. */
  private static void addQuantity(List<String> words, int from, List<Span> found) {
    int start = at(words, from).equals("minus") ? from + 1 : from;
    String sign = start > from ? "-" : "";
    SpokenNumber number = EnglishNumberWords.decimal(words, start);
    if (number == null) {
      number = EnglishNumberWords.cardinal(words, start);
    }
    if (number == null || at(words, start).equals("a")) {
      return;
    }
    boolean decimal = number.value().indexOf('.') >= 0;
    String digits = decimal ? number.value() : grouped(number.value());
    int to = number.to();
    String scale = SCALES.contains(at(words, to)) && decimal ? " " + at(words, to++) : "";
    if (!decimal && scale.isEmpty()) {
      Span round = rounded(words, start, to, number);
      if (round != null) {
        digits = round.written();
      }
    }
    String currency = CURRENCIES.get(at(words, to));
    if (currency != null) {
      String amount = !decimal && number.value().length() == 4 ? thousands(digits) : digits;
      addMoney(words, from, to + 1, sign + currency + amount + scale, decimal, found);
    }
    for (int length = LONGEST_UNIT_WORDS; length >= 1; length--) {
      if (to + length <= words.size()) {
        String unit = UNITS.get(String.join(" ", words.subList(to, to + length)));
        if (unit != null) {
          String space = unit.startsWith("°") || unit.equals("%") ? "" : " ";
          found.add(Span.fixed(from, to + length, sign + digits + scale + space + unit));
        }
      }
    }
    if (decimal || (start > from && number.isLarge())) {
      found.add(Span.fixed(from, to, sign + digits + scale));
    }
  }

  /** "$3 million" rather than $3,000,000, where just that was said. */
  private static @Nullable Span rounded(List<String> words, int from, int to, SpokenNumber number) {
    String last = at(words, to - 1);
    if (!SCALES.contains(last) || last.equals("thousand")) {
      return null;
    }
    SpokenNumber count = EnglishNumberWords.cardinal(words.subList(from, to - 1), 0);
    boolean whole = count != null && count.to() == to - 1 - from && number.value().endsWith("000");
    return whole ? Span.fixed(from, to, count.value() + " " + last) : null;
  }

  private static void addMoney(
      List<String> words, int from, int to, String amount, boolean decimal, List<Span> found) {
    // Pounds are weight as often as money: only pence settle it.
    boolean pounds = amount.contains("£");
    int next = at(words, to).equals("and") ? to + 1 : to;
    SpokenNumber part = EnglishNumberWords.belowHundred(words, next);
    String name = part == null ? "" : at(words, part.to());
    boolean hundredths =
        pounds ? name.equals("pence") || name.equals("penny") : name.startsWith("cent");
    if (part != null && hundredths && !decimal) {
      String padded = part.value().length() == 1 ? "0" + part.value() : part.value();
      found.add(Span.fixed(from, part.to() + 1, amount + "." + padded));
    }
    boolean shortly = part != null && part.number() >= 10 && next == to && !decimal;
    if (shortly && endsAmount(at(words, part.to()))) {
      found.add(Span.fixed(from, part.to(), amount + "." + part.value()));
    }
    if (!pounds) {
      found.add(Span.fixed(from, to, amount));
    }
  }

  /** Whether "five pounds fifty" is over before a word, and no other thing counted. */
  static boolean endsAmount(String next) {
    return next.isEmpty() || UNFINISHED.contains(next) || CLAUSES.contains(next);
  }

  /** "george the fourth". */
  private static void addRuler(List<String> words, int from, List<Span> found) {
    if (REGNAL.contains(at(words, from)) && at(words, from + 1).equals("the")) {
      SpokenNumber number = EnglishNumberWords.ordinal(words, from + 2);
      if (number != null && number.number() > 1 && number.number() < 40) {
        found.add(
            Span.fixed(
                from, number.to(), capital(words.get(from)) + " " + roman((int) number.number())));
      }
    }
  }

  /** "saint paul". */
  private static void addSaint(List<String> words, int from, List<Span> found) {
    if (at(words, from).equals("saint") && SAINTS.contains(at(words, from + 1))) {
      found.add(Span.fixed(from, from + 2, "St. " + capital(words.get(from + 1))));
    }
  }

  private static String roman(int value) {
    String[] signs = {"X", "IX", "V", "IV", "I"};
    int[] values = {10, 9, 5, 4, 1};
    StringBuilder roman = new StringBuilder();
    int rest = value;
    for (int i = 0; i < signs.length; i++) {
      while (rest >= values[i]) {
        roman.append(signs[i]);
        rest -= values[i];
      }
    }
    return roman.toString();
  }

  /** Telephone numbers and other digits said one by one. */
  private static void addCode(List<String> words, int from, List<Span> found) {
    SpokenNumber digits = EnglishNumberWords.digits(words, from);
    String value = digits.value();
    boolean within = EnglishNumberWords.digit(at(words, from - 1)) >= 0;
    if (within || value.length() < 2 || isCount(value)) {
      return;
    }
    boolean numbered = NUMBERED.contains(at(words, from - 1));
    boolean clock = words.subList(from, digits.to()).contains("oh") && !numbered;
    // "nine oh five" is a time as often as a number.
    if (clock && (value.length() < 4 || at(words, digits.to() - 1).equals("oh"))) {
      return;
    }
    switch (value.length()) {
      case 7 -> found.add(Span.fixed(from, digits.to(), phone(value, 0, 3)));
      case 10 -> found.add(Span.fixed(from, digits.to(), phone(value, 0, 3, 6)));
      case 11 -> found.add(Span.fixed(from, digits.to(), phone(value, 0, 1, 4, 7)));
      default -> {}
    }
    found.add(Span.fixed(from, digits.to(), value));
  }

  /** "one two three". */
  private static boolean isCount(String digits) {
    return "0123456789".contains(digits);
  }

  private static String phone(String digits, int... starts) {
    StringBuilder phone = new StringBuilder();
    for (int i = 0; i < starts.length; i++) {
      int end = i + 1 < starts.length ? starts[i + 1] : digits.length();
      phone.append(i == 0 ? "" : "-").append(digits, starts[i], end);
    }
    return phone.toString();
  }

  /** Ordinals and cardinals from ten; smaller ones where they name something, as in "dog 9". */
  private static void addNumber(List<String> words, int from, List<Span> found) {
    // Next to a number that stays a word, digits would be read as another thing.
    if (EnglishNumberWords.digit(at(words, from - 1)) >= 0) {
      return;
    }
    SpokenNumber ordinal = EnglishNumberWords.ordinal(words, from);
    if (ordinal != null && ordinal.isLarge() && !at(words, from).equals("a")) {
      found.add(Span.fixed(from, ordinal.to(), grouped(ordinal.value()) + end(ordinal.value())));
      return;
    }
    SpokenNumber number = EnglishNumberWords.cardinal(words, from);
    if (number == null) {
      return;
    }
    boolean naming =
        NUMBERED.contains(at(words, from - 1))
            || (number.to() == words.size() && from > 0 && !needsWord(at(words, from - 1)));
    if (number.isLarge() ? !at(words, from).equals("a") : naming) {
      found.add(Span.fixed(from, number.to(), grouped(number.value())));
    }
  }

  /** Whether a small number behind is counted, not a name's: "i have nine". */
  private static boolean needsWord(String word) {
    return UNFINISHED.contains(word) || CLAUSES.contains(word) || VERBS.contains(word);
  }

  private static String grouped(String digits) {
    if (digits.length() < 5) {
      return digits;
    }
    StringBuilder grouped = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString();
  }

  private static String thousands(String digits) {
    return digits.length() == 4 ? digits.charAt(0) + "," + digits.substring(1) : digits;
  }

  private static String end(String digits) {
    int value = Integer.parseInt(digits.substring(Math.max(0, digits.length() - 2)));
    if (value / 10 == 1) {
      return "th";
    }
    return switch (value % 10) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  @Override
  public List<String> asRead(List<String> said) {
    return EnglishVariants.asRead(said);
  }

  @Override
  public List<String> essence(List<String> words) {
    return EnglishVariants.essence(words);
  }

  @Override
  public boolean isQuestion(List<String> words, int from, int to) {
    String first = at(words, from);
    if (from + 1 >= to) {
      return false;
    }
    return QUESTIONS.contains(first + " " + at(words, from + 1)) || QUESTIONS.contains(first);
  }

  @Override
  public boolean beginsClause(String word) {
    return CLAUSES.contains(word);
  }

  @Override
  public boolean beginsContrast(String word) {
    return CONTRASTS.contains(word);
  }

  @Override
  public boolean introduces(String word) {
    return INTRODUCTIONS.contains(word);
  }

  @Override
  public boolean needsMore(String word) {
    return UNFINISHED.contains(word);
  }

  @Override
  public @Nullable String cased(String word) {
    if (word.equals("i") || word.startsWith("i'")) {
      return capital(word);
    }
    String known = CAPITALS.get(word);
    if (known == null && isVowelless(word)) {
      return word.toUpperCase(Locale.ROOT);
    }
    if (known == null && word.endsWith("'s")) {
      String stem = CAPITALS.get(word.substring(0, word.length() - 2));
      return stem == null ? null : stem + "'s";
    }
    return known;
  }

  /** Letters without a vowel are said one by one: "llc". */
  private static boolean isVowelless(String word) {
    return word.length() > 1
        && !NOT_CAPITALS.contains(word)
        && word.chars().allMatch(c -> c >= 'a' && c <= 'z' && "aeiouy".indexOf(c) < 0);
  }

  @Override
  public @Nullable String title(String word, boolean beforeName) {
    return beforeName || word.startsWith("m") ? TITLES.get(word) : null;
  }
}
