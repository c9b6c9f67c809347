package io.diction.speech.text;

import static io.diction.speech.text.SpokenRule.CAPITAL;
import static io.diction.speech.text.SpokenRule.DIGIT;
import static io.diction.speech.text.SpokenRule.NOTHING;
import static io.diction.speech.text.SpokenRule.STOP;
import static io.diction.speech.text.SpokenRule.SYMBOL;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** English, as it is read in the United States. */
final class EnglishRules implements LanguageRules {
  static final LanguageTables TABLES = LanguageTables.read(EnglishRules.class, "en.tsv");

  private static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3}){1,6}|\\d{1,40})";
  private static final String MONTH =
      "(January|February|March|April|May|June|July|August|September|October|November|December"
          + "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)";
  private static final String TH = "(?:st|nd|rd|th)";
  private static final String HALF = "([AaPp])\\.?[Mm](?:\\b\\.?|\\.)";

  /** No letter or digit on either side. */
  private static final String ALONE = "(?<![A-Za-z\\d])";

  private static final String END = "(?![A-Za-z\\d])";

  private static final Set<String> SAINTS = TABLES.set("saints");
  private static final Map<String, String> SYMBOLS = TABLES.map("symbols");
  private static final Map<String, String> SHORTHAND = TABLES.map("shorthand");
  private static final Map<String, List<String>> ABBREVIATIONS =
      TABLES.rows("abbreviations").stream().collect(Collectors.toMap(row -> row.get(0), r -> r));

  /** What is counted by, behind a slash. */
  private static final Map<String, String> PER = TABLES.map("per");

  /** Abbreviations that end a sentence as often as not. */
  private static final Set<String> MAY_END = Set.of("etc", "inc", "ltd", "co", "corp", "sq", "dev");

  @Override
  public LanguageTables tables() {
    return TABLES;
  }

  @Override
  public boolean isWithoutMarks() {
    return true;
  }

  @Override
  public boolean isAbbreviation(String word) {
    return switch (word) {
      case "st", "dr", "mr", "mrs", "ms", "no", "nos", "p", "pp" -> true;
      default -> ABBREVIATIONS.containsKey(word) && !MAY_END.contains(word);
    };
  }

  @Override
  public List<SpokenRule> rules(Predicate<String> known) {
    EnglishSpelling spelling = new EnglishSpelling(known);
    List<SpokenRule> rules = new ArrayList<>();
    addAddresses(rules, spelling);
    addShorthand(rules);
    addBetween(rules);
    addDates(rules);
    addTimes(rules);
    addCodes(rules);
    addQuantities(rules);
    addNames(rules, known, spelling);
    addNumbers(rules);
    addSpellings(rules, spelling);
    return List.copyOf(rules);
  }

  private static void add(
      List<SpokenRule> rules, int needs, String written, Function<MatchResult, String> spoken) {
    rules.add(SpokenRule.of(needs, written, spoken));
  }

  private static void addAddresses(List<SpokenRule> rules, EnglishSpelling spelling) {
    String domains = String.join("|", TABLES.list("domains"));
    String files = String.join("|", TABLES.list("files"));
    add(
        rules,
        SYMBOL | STOP,
        "(?<![\\w.%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,128}\\b",
        spelling::address);
    add(rules, SYMBOL, "\\b(?:https?://|ftp://)[^\\s<>\"]{1,256}", spelling::address);
    add(rules, STOP, "\\bwww\\.[^\\s<>\"]{1,256}", spelling::address);
    add(
        rules,
        STOP,
        "(?<![\\w.@-])[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,4}\\.(?:"
            + domains
            + ")(?![\\w@-])(?:/[^\\s<>\"]{0,128})?",
        spelling::address);
    add(rules, STOP, "(?<![\\w.-])[\\w-]{1,64}\\.(?:" + files + ")(?![\\w-])", spelling::address);
    add(
        rules,
        SYMBOL,
        "(?<!\\w)#([A-Za-z]\\w{0,60})",
        m -> "hashtag " + spelling.mixedCase(m.group(1)));
    add(rules, SYMBOL, "(?<!\\w)@([A-Za-z]\\w{0,60})", m -> "at " + spelling.mixedCase(m.group(1)));
  }

  private static void addShorthand(List<SpokenRule> rules) {
    String any =
        SHORTHAND.keySet().stream()
            .sorted((a, b) -> b.length() - a.length())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    add(rules, SYMBOL, "(?<![\\w/])(?:" + any + ")(?![\\w/])", m -> SHORTHAND.get(m.group()));
    add(rules, STOP, "\\be\\.\\s?g\\.", m -> "for example");
    add(rules, STOP, "\\bi\\.\\s?e\\.", m -> "that is");
    add(rules, CAPITAL, "\\bPh\\.?\\s?D\\b\\.?", m -> "p h d");
    add(rules, STOP, "\\bet al\\.", m -> "et al");
    add(rules, SYMBOL, "\\b([CF])#(?!\\w)", m -> m.group(1).toLowerCase(Locale.ROOT) + " sharp");
  }

  /** What stands between two quantities, or between a quantity and what it is counted by. */
  private static void addBetween(List<SpokenRule> rules) {
    String signs = EnglishReadings.pattern("currencies");
    String per =
        PER.keySet().stream()
            .sorted((a, b) -> b.length() - a.length())
            .collect(Collectors.joining("|"));
    add(rules, DIGIT, "(?<=\\d[KkMBb]?)\\s?-\\s?(?=(?:" + signs + ")\\s?\\d)", m -> " to ");
    add(rules, DIGIT, "(?<=\\d\\s?[AaPp]\\.?[Mm]\\.?)\\s?-\\s?(?=\\d)", m -> " to ");
    add(
        rules,
        DIGIT | SYMBOL,
        "(?<=\\d\\s?[A-Za-zµ]{1,4}|[$£€]\\s?[\\d,.]{1,12})/(" + per + ")" + END,
        m -> " per " + PER.get(m.group(1)));
  }

  private static void addDates(List<SpokenRule> rules) {
    add(
        rules,
        DIGIT | CAPITAL,
        ALONE
            + "(\\d{4})-(\\d{2})-(\\d{2})T(\\d{2}):(\\d{2})(?::\\d{2}(?:\\.\\d{1,9})?)?(Z?)"
            + END,
        EnglishReadings::timestamp);
    add(
        rules,
        DIGIT,
        "(?<![\\d-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\d-])",
        m -> EnglishReadings.numericDate(m, m.group(1), m.group(2), m.group(3)));
    add(
        rules,
        DIGIT | SYMBOL,
        "(?<![\\d/])(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})(?![\\d/])",
        m -> EnglishReadings.numericDate(m, m.group(3), m.group(1), m.group(2)));
    add(
        rules,
        DIGIT | STOP,
        "(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?!\\d)",
        m -> EnglishReadings.numericDate(m, m.group(3), m.group(2), m.group(1)));
    add(
        rules,
        DIGIT | CAPITAL,
        "\\b"
            + MONTH
            + "\\.? (\\d{1,2})"
            + TH
            + "?\\s?-\\s?(\\d{1,2})"
            + TH
            + "?(?:,? (\\d{4}))?"
            + END,
        m ->
            EnglishReadings.date(m.group(1), m.group(2), null)
                + " to "
                + EnglishNumbers.ordinal(m.group(3))
                + (m.group(4) == null ? "" : " " + EnglishNumbers.year(m.group(4))));
    add(
        rules,
        DIGIT | CAPITAL,
        "\\b" + MONTH + "\\.? (\\d{1,2})" + TH + "?(?:,? (\\d{4}))?" + END + "(?![:.,]\\d)",
        m -> EnglishReadings.date(m.group(1), m.group(2), m.group(3)));
    add(
        rules,
        DIGIT | CAPITAL,
        "\\b(\\d{1,2})" + TH + " of " + MONTH + "\\b\\.?",
        m -> EnglishNumbers.ordinal(m.group(1)) + " of " + EnglishReadings.month(m.group(2)));
    add(
        rules,
        DIGIT | CAPITAL,
        "(?<![\\d.,:/])\\b(\\d{1,2})" + TH + "? " + MONTH + "\\b\\.?(?:,? (\\d{4})" + END + ")?",
        m -> EnglishReadings.date(m.group(2), m.group(1), m.group(3)));
    add(
        rules,
        DIGIT | CAPITAL,
        "\\b" + MONTH + "\\.? (\\d{4})" + END,
        m -> EnglishReadings.month(m.group(1)) + " " + EnglishNumbers.year(m.group(2)));
    add(
        rules,
        DIGIT | CAPITAL,
        "\\b(\\d{1,4}) (BC|AD|CE|BCE)\\b",
        m -> EnglishNumbers.year(m.group(1)) + " " + EnglishSpelling.letters(m.group(2)));
    add(
        rules,
        DIGIT | CAPITAL,
        "\\bAD (\\d{1,4})" + END,
        m -> "a d " + EnglishNumbers.year(m.group(1)));
    add(rules, DIGIT, "(?<![\\w'])'(\\d{2})(?![\\w'])", m -> EnglishReadings.shortYear(m.group(1)));
    add(
        rules,
        DIGIT,
        "(?<![\\w.])'?(\\d{2}|1[1-9]\\d{2}|20\\d{2})'?s\\b",
        m -> EnglishReadings.decade(m.group(1)));
  }

  private static void addTimes(List<SpokenRule> rules) {
    add(
        rules,
        DIGIT,
        "(?<![\\d:.])(\\d{1,2})(?::(\\d{2}))?\\s?-\\s?(\\d{1,2})(?::(\\d{2}))?\\s?" + HALF,
        m ->
            EnglishReadings.time(m.group(1), m.group(2), "")
                + " to "
                + EnglishReadings.time(m.group(3), m.group(4), m.group(5)));
    add(
        rules,
        DIGIT,
        "(?<![\\d:.])(\\d{1,2})(?::(\\d{2}))?\\s?" + HALF,
        m -> EnglishReadings.time(m.group(1), m.group(2), m.group(3)));
    add(
        rules,
        DIGIT,
        "(?<![\\d:.])([01]?\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d))?(?![\\d:])",
        EnglishReadings::clock);
    add(
        rules,
        DIGIT,
        "(?<![\\d:.])(\\d{1,4}):(\\d{1,4})(?![\\d:])",
        m -> EnglishNumbers.cardinal(m.group(1)) + " to " + EnglishNumbers.cardinal(m.group(2)));
  }

  /** Numbers of which each digit is read. */
  private static void addCodes(List<SpokenRule> rules) {
    Function<MatchResult, String> digits = m -> EnglishReadings.code(m.group());
    String extension = "(?:,? ?(?:x|ext\\.?) ?\\d{1,5}\\b)?";
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(?:\\+?1[-. ])?(?:\\(\\d{3}\\) ?|\\d{3}[-. ])\\d{3}[-.]\\d{4}(?![\\w-])"
            + extension,
        digits);
    add(rules, DIGIT | SYMBOL, "(?<!\\w)\\+\\d{1,3}(?:[- ]\\(?\\d{2,5}\\)?){2,5}(?!\\w)", digits);
    add(rules, DIGIT, "(?<![\\w-])\\d{3}[-.]\\d{4}(?![\\w-])" + extension, digits);
    add(rules, DIGIT, "(?<![\\w-])\\d{3}-\\d{2}-\\d{4}(?![\\w-])", digits);
    add(rules, DIGIT, "(?<![\\w-])\\d{5}-\\d{4}(?![\\w-])", digits);
    add(rules, DIGIT, "(?<![\\w-])\\d(?:-\\d){2,9}(?![\\w-])", digits);
    add(rules, DIGIT, "(?<![\\w-])\\d{4}(?:[ -]\\d{4}){3}(?![\\w-])", digits);
    add(
        rules,
        DIGIT | CAPITAL,
        "\\b([A-Z]{2}) (\\d{5})(?![\\w,.-]\\d|\\w)",
        m -> EnglishSpelling.letters(m.group(1)) + " " + EnglishNumbers.digits(m.group(2)));
    add(
        rules,
        DIGIT | STOP,
        "(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]\\d)",
        m -> EnglishReadings.dotted(m.group(), true));
    add(
        rules,
        DIGIT | STOP,
        "(?<![\\w.])\\d{1,4}(?:\\.\\d{1,4}){2,5}(?!\\w)",
        m -> EnglishReadings.dotted(m.group(), false));
    add(
        rules,
        DIGIT | STOP,
        "\\b[vV](\\d{1,4}(?:\\.\\d{1,4}){1,5})(?!\\w)",
        m -> "version " + EnglishReadings.dotted(m.group(1), false));
  }

  private static void addQuantities(List<SpokenRule> rules) {
    String signs = EnglishReadings.pattern("currencies");
    String units = EnglishReadings.pattern("units");
    String scale = "(?:\\s?-?(hundred|thousand|million|billion|trillion|[kKmMbB]|bn|mn)\\b)?";
    add(
        rules,
        DIGIT,
        "(?<![\\w])(-?)(" + signs + ")\\s?(" + NUMBER + ")(?:\\.(\\d{1,40}))?" + scale,
        m ->
            EnglishReadings.sign(m.group(1))
                + EnglishReadings.money(m.group(2), m.group(3), m.group(4), m.group(5)));
    add(
        rules,
        DIGIT,
        "(?<![\\w.,])(" + NUMBER + ")(?:\\.(\\d{1,40}))?" + scale + "\\s?(" + signs + ")(?!\\w)",
        m -> EnglishReadings.money(m.group(4), m.group(1), m.group(2), m.group(3)));
    add(
        rules,
        DIGIT | SYMBOL,
        "(?<![\\w.])(" + NUMBER + ")\\s?¢",
        m -> EnglishReadings.counted(m.group(1), "cent", "cents"));
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(" + NUMBER + ")in\\b",
        m -> EnglishReadings.counted(m.group(1), "inch", "inches"));
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(\\d{1,2})'\\s?(\\d{1,2})\"",
        m ->
            EnglishReadings.counted(m.group(1), "foot", "feet")
                + " "
                + EnglishReadings.counted(m.group(2), "inch", "inches"));
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(\\d{1,3}) ([1-9]\\d?)/([1-9]\\d?)(?![\\d/])",
        m ->
            EnglishNumbers.cardinal(m.group(1))
                + " and "
                + EnglishReadings.fraction(m.group(2), m.group(3)));
    add(
        rules,
        DIGIT,
        "(?<![\\w.])("
            + NUMBER
            + ")(?:\\.(\\d{1,40}))?\\s?-\\s?(?="
            + NUMBER
            + "(?:\\.\\d{1,40})?\\s?(?:"
            + units
            + ")"
            + END
            + ")",
        m -> EnglishReadings.number(m.group(1), m.group(2)) + " to");
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(-?)("
            + NUMBER
            + ")?(?:\\.(\\d{1,40}))?\\s?-?("
            + units
            + ")"
            + END
            + "(\\s?-\\s?(?=\\d))?",
        EnglishReadings::quantity);
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(\\d{1,6})\\s?[x×]\\s?(?=\\d{1,6}\\b)",
        m -> EnglishNumbers.cardinal(m.group(1)) + " by");
    add(
        rules,
        DIGIT | SYMBOL,
        "(?<![\\w.])([A-Za-z]|\\d{1,40})\\^(-?)(\\d{1,3})" + END,
        EnglishReadings::power);
    add(
        rules,
        DIGIT,
        ALONE + "(" + NUMBER + ")" + TH + "\\b",
        m -> EnglishNumbers.ordinal(EnglishReadings.bare(m.group(1))));
    add(
        rules,
        DIGIT | SYMBOL,
        "(?<![\\w./])([1-9]\\d?)/([1-9]\\d{0,2})(?![\\d/])",
        m -> EnglishReadings.fraction(m.group(1), m.group(2)));
  }

  private static void addNames(
      List<SpokenRule> rules, Predicate<String> known, EnglishSpelling spelling) {
    add(
        rules,
        CAPITAL,
        "\\b([A-Z][a-z]{1,15}) ([IVXL]{1,8})\\b(?!'|\\.\\S)(?=([\\s\\p{Punct}]?)(\\w*))",
        EnglishReadings::roman);
    add(rules, DIGIT | STOP, "(?i)\\bnos\\. ?(?=\\d)", m -> "numbers");
    add(rules, DIGIT | STOP, "(?i)\\bno\\. ?(?=\\d)", m -> "number");
    add(rules, DIGIT | STOP, "\\bpp\\. ?(?=\\d)", m -> "pages");
    add(rules, DIGIT | STOP, "\\bp\\. ?(?=\\d)", m -> "page");
    add(rules, DIGIT | STOP, "\\bc\\. ?(?=\\d{4})", m -> "circa");
    add(rules, DIGIT | SYMBOL, "#\\s?(?=\\d)", m -> "number");
    add(rules, DIGIT | SYMBOL, "~\\s?(?=\\d)", m -> "about");
    add(
        rules,
        CAPITAL,
        "(?:(\\d{1,6}|[A-Z][\\w'-]{0,30}|\\d[a-z]{2}) )?\\b(St|Dr)\\b(\\.?)(?= ?([A-Z][a-z]*)?)",
        m -> EnglishReadings.streetOrTitle(m, SAINTS));
    add(rules, STOP, "\\b([A-Za-z]{2,6})\\.(?![A-Za-z])", m -> abbreviation(m, known));
    add(
        rules,
        NOTHING,
        "\\b(?:Mr|Mrs|Ms|MR|MRS|MS)\\b",
        m -> abbreviation(m.group(), known).orElse(m.group()));
    add(rules, CAPITAL, "\\b([A-Z][a-z]{1,5})\\b(?!\\.)", EnglishRules::bareAbbreviation);
    add(
        rules,
        CAPITAL | SYMBOL,
        "\\b([A-Z]{1,4})&([A-Za-z]{1,4})\\b",
        m -> EnglishSpelling.letters(m.group(1)) + " and " + EnglishSpelling.letters(m.group(2)));
    add(rules, STOP, "\\b(?:[A-Za-z]\\.){2,12}('?s\\b)?", spelling::dottedLetters);
  }

  private static String abbreviation(MatchResult m, Predicate<String> known) {
    return abbreviation(m.group(1), known)
        .orElseGet(
            () -> {
              List<String> row = ABBREVIATIONS.get(m.group(1).toLowerCase(Locale.ROOT));
              return row == null ? m.group() : row.get(1);
            });
  }

  /** Dictionaries and base models know these as they are written, or not. */
  private static Optional<String> abbreviation(String title, Predicate<String> known) {
    String written = title.toLowerCase(Locale.ROOT);
    return switch (written) {
      case "mr" -> Optional.of(known.test(written) ? written : "mister");
      case "mrs" -> Optional.of(known.test(written) ? written : "missus");
      case "ms" -> Optional.of(known.test(written) ? written : "miz");
      default -> Optional.empty();
    };
  }

  private static String bareAbbreviation(MatchResult m) {
    List<String> row = ABBREVIATIONS.get(m.group(1).toLowerCase(Locale.ROOT));
    return row == null || row.size() < 3 ? m.group() : row.get(1);
  }

  private static void addNumbers(List<SpokenRule> rules) {
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(-?)(" + NUMBER + ")?\\.(\\d{1,40})(?![\\w]|\\.\\d)(?:\\s?-\\s?(?=\\d))?",
        m ->
            EnglishReadings.sign(m.group(1))
                + EnglishNumbers.decimal(
                    m.group(2) == null ? "" : EnglishReadings.bare(m.group(2)), m.group(3))
                + (m.group().stripTrailing().endsWith("-") ? " to" : ""));
    add(
        rules,
        DIGIT,
        "(?<![\\w.])(" + NUMBER + ")\\s?-\\s?(?=\\d{1,40}(?!\\w))",
        m -> EnglishReadings.integer(m.group(1)) + " to");
    add(rules, DIGIT, "(?<![\\w)-])-(?=\\d)", m -> "minus");
    add(rules, DIGIT, ALONE + "(" + NUMBER + ")" + END, m -> EnglishReadings.integer(m.group(1)));
  }

  private static void addSpellings(List<SpokenRule> rules, EnglishSpelling spelling) {
    add(
        rules,
        DIGIT,
        "\\b(?=[A-Za-z]{0,40}\\d)[A-Za-z\\d]{2,40}\\b",
        m -> spelling.alphanumeric(m.group()));
    add(rules, CAPITAL, "\\b[A-Z]{2,12}(?:'?s)?\\b", m -> spelling.capitals(m.group()));
    add(
        rules,
        CAPITAL,
        "\\b(?=[A-Za-z][a-z]{0,30}[A-Z]|[A-Z]{2,12}[a-z]{2})[A-Za-z]{3,40}(?:'s)?\\b",
        m -> spelling.mixedCase(m.group()));
    add(
        rules,
        SYMBOL,
        // Angle brackets compare only where they stand alone; else they are mark-up.
        "(?<=[\\s\\d])[<>](?=[\\s\\d])|[^\\w\\s<>]",
        m -> SYMBOLS.getOrDefault(m.group(), m.group()));
  }
}
