package io.diction.speech.text;

import static io.diction.speech.text.SpokenRule.CAPITAL;
import static io.diction.speech.text.SpokenRule.DIGIT;
import static io.diction.speech.text.SpokenRule.STOP;
import static io.diction.speech.text.SpokenRule.SYMBOL;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** German, as it is read in Germany. */
final class GermanRules implements LanguageRules {
  private static final LanguageTables TABLES = LanguageTables.read(GermanRules.class, "de.tsv");
  private static final List<String> MONTHS = TABLES.list("months");
  private static final Map<String, String> SYMBOLS = TABLES.map("symbols");
  private static final Map<String, String> SIGNS = TABLES.map("address");
  private static final Map<String, String> PHRASES = TABLES.map("phrases");
  private static final Map<String, String> UNITS = TABLES.map("units");
  private static final Map<String, List<String>> CURRENCIES = rows("currencies");
  private static final Map<String, List<String>> ABBREVIATIONS = rows("abbreviations");

  private static final String NUMBER = "(?:\\d{1,3}(?:\\.\\d{3}){1,4}|\\d{1,40})";
  private static final String MONTH =
      "(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
          + "|Jan|Feb|Apr|Aug|Sept|Okt|Nov|Dez)";
  private static final String END = "(?![\\p{L}\\d])";

  /** Words behind which a day or a rank has the ending "en". */
  private static final String OBLIQUE = "(?i:(am|vom|zum|im|dem|den|des|beim|bis|seit) )?";

  private static Map<String, List<String>> rows(String section) {
    return TABLES.rows(section).stream().collect(Collectors.toMap(row -> row.get(0), row -> row));
  }

  private static String any(Iterable<String> signs) {
    List<String> sorted = new ArrayList<>();
    signs.forEach(sorted::add);
    sorted.sort((a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b));
    return sorted.stream().map(Pattern::quote).collect(Collectors.joining("|"));
  }

  @Override
  public LanguageTables tables() {
    return TABLES;
  }

  @Override
  public boolean isWithoutMarks() {
    return false;
  }

  @Override
  public boolean isAbbreviation(String word) {
    return ABBREVIATIONS.containsKey(word) && !word.equals("usw") && !word.equals("etc");
  }

  @Override
  public List<SpokenRule> rules(Predicate<String> known) {
    List<SpokenRule> rules = new ArrayList<>();
    rules.add(
        SpokenRule.of(
            STOP | SYMBOL,
            "(?<![\\w.%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,128}\\b",
            m -> address(m.group(), known)));
    rules.add(
        SpokenRule.of(
            STOP,
            "(?<![\\w.@-])(?:https?://)?(?:[A-Za-z0-9-]{1,63}\\.){1,5}(?:"
                + any(TABLES.list("domains"))
                + ")(?![\\w@-])(?:/[^\\s<>\"]{0,128})?",
            m -> address(m.group(), known)));
    rules.add(
        SpokenRule.of(
            STOP, "(?<!\\p{L})(?:" + any(PHRASES.keySet()) + ")", m -> PHRASES.get(m.group())));
    addDates(rules);
    addQuantities(rules);
    rules.add(
        SpokenRule.of(STOP, "(?<!\\p{L})(\\p{L}{1,6})\\.(?!\\p{L})", GermanRules::abbreviation));
    rules.add(
        SpokenRule.of(
            CAPITAL,
            "(?<!\\p{L})(Dr|Prof)(?!\\p{L})",
            m -> ABBREVIATIONS.get(m.group(1).toLowerCase(Locale.GERMAN)).get(1)));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<![\\w,])(-?)(" + NUMBER + "),(\\d{1,40})(?!\\d)",
            m -> minus(m.group(1)) + GermanNumbers.decimal(bare(m.group(2)), m.group(3))));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<![\\p{L}\\d])(" + NUMBER + ")\\s?-\\s?(?=\\d)",
            m -> integer(m.group(1)) + " bis"));
    rules.add(SpokenRule.of(DIGIT, "(?<![\\p{L}\\d)-])-(?=\\d)", m -> "minus"));
    rules.add(
        SpokenRule.of(DIGIT, "(?<![\\p{L}\\d])(" + NUMBER + ")" + END, m -> integer(m.group(1))));
    rules.add(SpokenRule.of(DIGIT, "\\d{1,40}", m -> GermanNumbers.cardinal(m.group())));
    rules.add(
        SpokenRule.of(
            CAPITAL,
            "(?<!\\p{L})\\p{Lu}{2,6}(?!\\p{L})",
            m ->
                known.test(m.group().toLowerCase(Locale.GERMAN))
                    ? m.group()
                    : String.join(" ", m.group().toLowerCase(Locale.GERMAN).split(""))));
    rules.add(
        SpokenRule.of(SYMBOL, "[^\\p{L}\\d\\s]", m -> SYMBOLS.getOrDefault(m.group(), m.group())));
    return List.copyOf(rules);
  }

  private static void addDates(List<SpokenRule> rules) {
    rules.add(
        SpokenRule.of(
            DIGIT | STOP,
            OBLIQUE + "(?<![\\d.])(\\d{1,2})\\.\\s?(\\d{1,2})\\.(?:\\s?(\\d{4}|\\d{2}))?(?!\\d)",
            GermanRules::numericDate));
    rules.add(
        SpokenRule.of(
            DIGIT | STOP,
            OBLIQUE + "(?<![\\d.])(\\d{1,2})\\. " + MONTH + "\\.?(?: (\\d{4})" + END + ")?",
            m -> date(m.group(1), m.group(2), month(m.group(3)), m.group(4))));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<![\\d:.])([01]?\\d|2[0-4])[:.]([0-5]\\d) Uhr" + END,
            m -> time(m.group(1), m.group(2))));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<![\\d:.])([01]?\\d|2[0-4]):([0-5]\\d)(?![\\d:])",
            m -> time(m.group(1), m.group(2))));
    rules.add(SpokenRule.of(DIGIT, "(?<![\\d.])(1) Uhr" + END, m -> "ein uhr"));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<!\\d)(\\d{2}|1[1-9]\\d{2}|20\\d{2})er" + END,
            m ->
                (m.group(1).length() == 4
                        ? GermanNumbers.year(m.group(1))
                        : GermanNumbers.cardinal(m.group(1)))
                    + "er"));
    rules.add(
        SpokenRule.of(
            DIGIT | STOP,
            OBLIQUE + "(?<![\\d.,])(\\d{1,3})\\. (?=\\p{Lu}?\\p{Ll})",
            m ->
                lead(m.group(1))
                    + GermanNumbers.ordinal(m.group(2), m.group(1) == null ? "e" : "en")));
  }

  private static void addQuantities(List<SpokenRule> rules) {
    String signs = any(CURRENCIES.keySet());
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<![\\w.,])("
                + NUMBER
                + ")(?:,(\\d{1,2}|-))?( Mio\\.?| Mrd\\.?| Millionen| Milliarden)?\\s?("
                + signs
                + ")(?![\\p{L}])",
            m -> money(m.group(1), m.group(2), m.group(3), m.group(4))));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(" + signs + ")\\s?(" + NUMBER + ")(?:,(\\d{1,2}))?(?!\\d)",
            m -> money(m.group(2), m.group(3), null, m.group(1))));
    rules.add(
        SpokenRule.of(
            DIGIT,
            "(?<![\\w.,])(-?)("
                + NUMBER
                + ")(?:,(\\d{1,40}))?\\s?("
                + any(UNITS.keySet())
                + ")(?![\\p{L}\\d])(\\s?-\\s?(?=\\d))?",
            GermanRules::quantity));
  }

  private static String bare(String number) {
    return number.replace(".", "");
  }

  private static String minus(String sign) {
    return sign.isEmpty() ? "" : "minus ";
  }

  private static String lead(@Nullable String word) {
    return word == null ? "" : word + " ";
  }

  private static String integer(String written) {
    String digits = bare(written);
    if (digits.length() > 1 && digits.startsWith("0")) {
      return GermanNumbers.digits(digits);
    }
    boolean year =
        written.length() == 4 && digits.compareTo("1100") >= 0 && digits.compareTo("2100") < 0;
    return year
        ? GermanNumbers.year(digits)
        : digits.length() > 7 && written.indexOf('.') < 0
            ? GermanNumbers.digits(digits)
            : GermanNumbers.cardinal(digits);
  }

  private static String month(String written) {
    String start = written.toLowerCase(Locale.GERMAN).substring(0, 3);
    return MONTHS.stream().filter(name -> name.startsWith(start)).findFirst().orElseThrow();
  }

  private static String date(
      @Nullable String before, String day, String month, @Nullable String year) {
    return lead(before)
        + GermanNumbers.ordinal(day, before == null ? "er" : "en")
        + " "
        + month
        + (year == null ? "" : " " + GermanNumbers.year(year));
  }

  private static String numericDate(MatchResult m) {
    int day = Integer.parseInt(m.group(2));
    int month = Integer.parseInt(m.group(3));
    if (day < 1 || day > 31 || month < 1 || month > 12) {
      return lead(m.group(1)) + GermanNumbers.digits(m.group(2) + m.group(3));
    }
    return date(m.group(1), m.group(2), MONTHS.get(month - 1), m.group(4));
  }

  private static String time(String hour, String minute) {
    String hours = Integer.parseInt(hour) == 1 ? "ein" : GermanNumbers.cardinal(hour);
    return hours + " uhr" + (minute.equals("00") ? "" : " " + GermanNumbers.cardinal(minute));
  }

  private static String one(String cardinal) {
    return cardinal.equals("eins") ? "ein" : cardinal;
  }

  private static String money(
      String whole, @Nullable String part, @Nullable String scale, String sign) {
    List<String> names = CURRENCIES.get(sign);
    String digits = bare(whole);
    if (scale != null) {
      String amount =
          part == null ? GermanNumbers.cardinal(digits) : GermanNumbers.decimal(digits, part);
      String name = scale.strip().matches("Mio\\.?|Millionen") ? "millionen" : "milliarden";
      return amount + " " + name + " " + names.get(1);
    }
    String spoken = one(GermanNumbers.cardinal(digits)) + " " + names.get(1);
    if (part == null || part.equals("-") || part.equals("00")) {
      return spoken;
    }
    String padded = part.length() == 1 ? part + "0" : part;
    return spoken + " " + GermanNumbers.cardinal(padded);
  }

  private static String quantity(MatchResult m) {
    String digits = bare(m.group(2));
    String amount =
        m.group(3) == null
            ? one(GermanNumbers.cardinal(digits))
            : GermanNumbers.decimal(digits, m.group(3));
    return minus(m.group(1))
        + amount
        + " "
        + UNITS.get(m.group(4))
        + (m.group(5) == null ? "" : " bis");
  }

  private static String abbreviation(MatchResult m) {
    List<String> row = ABBREVIATIONS.get(m.group(1).toLowerCase(Locale.GERMAN));
    return row == null ? m.group() : row.get(1);
  }

  private static String address(String written, Predicate<String> known) {
    StringBuilder spoken = new StringBuilder();
    StringBuilder word = new StringBuilder();
    String text = written.replaceFirst("^https?://", "").replaceFirst("[.,;:!?)/]{1,9}$", "") + " ";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        word.append(Character.toLowerCase(c));
        continue;
      }
      String part = word.toString();
      boolean letters = part.equals("www") || (part.length() < 4 && !known.test(part));
      spoken.append(letters ? String.join(" ", part.split("")) : part).append(' ');
      word.setLength(0);
      spoken.append(
          Character.isDigit(c)
              ? GermanNumbers.digits(String.valueOf(c))
              : SIGNS.getOrDefault(String.valueOf(c), " "));
      spoken.append(' ');
    }
    return spoken.toString().strip();
  }
}
