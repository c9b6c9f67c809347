package io.diction.speech.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * English: a row of rules rewrites what is not a word (addresses, dates, times, money, units,
 * numbers, abbreviations, symbols) into words, the rest is cut at everything but letters and inner
 * apostrophes. No rule looks further than a few tokens, so time is linear in the text.
 */
final class EnglishNormalizer implements TextNormalizer {
  private final Predicate<String> known;
  private final List<Rule> rules;

  /** Text that matches is replaced by its spoken form, set off by spaces. */
  private record Rule(Pattern written, Function<MatchResult, String> spoken) {}

  private static final String NUMBER = "(?:\\d{1,3}(?:,\\d{3})+|\\d+)";

  /** Ends of sentences: a stop, quotes, white space, then what can begin one. */
  private static final Pattern SENTENCE_END =
      Pattern.compile("[.!?]++[\"')\\]]*+\\s++(?=[\"'(\\[]*+[A-Z0-9])");

  private static final Pattern LAST_TOKEN = Pattern.compile("([A-Za-z.]+)\\.$");
  private static final Pattern WORD = Pattern.compile("[a-z0-9']+");

  EnglishNormalizer(Predicate<String> known) {
    this.known = known;
    this.rules =
        List.of(
            rule("\\b(?:https?://)?[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,128}\\b", this::address),
            rule("\\b(?:https?://|www\\.)[^\\s<>\"]{1,256}", this::address),
            rule(
                "\\b[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){0,4}"
                    + "\\.(?:com|org|net|edu|gov|io|info|uk|de|eu)\\b(?:/[^\\s<>\"]{0,128})?",
                this::address),
            rule("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b", m -> isoDate(m)),
            rule("\\b(\\d{1,2})/(\\d{1,2})/(\\d{4})\\b", m -> slashDate(m)),
            rule(
                "\\b("
                    + EnglishAbbreviations.MONTHS
                    + ")\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?\\b(?![:.,]\\d)",
                m -> date(m.group(1), m.group(2), m.group(3))),
            rule(
                "\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?("
                    + EnglishAbbreviations.MONTHS
                    + ")\\b\\.?(?:,? (\\d{4})\\b)?",
                m -> date(m.group(2), m.group(1), m.group(3))),
            rule(
                "\\b(\\d{1,2}):(\\d{2})(?::\\d{2})?(?:\\s?([AaPp])\\.?[Mm]\\b\\.?)?",
                m -> time(m.group(1), m.group(2), m.group(3))),
            rule("\\b(\\d{1,2})\\s?([AaPp])\\.?[Mm]\\b\\.?", m -> time(m.group(1), "", m.group(2))),
            rule(
                "([$£€¥])\\s?("
                    + NUMBER
                    + ")(?:\\.(\\d+))?"
                    + "(?:\\s?(hundred|thousand|million|billion|trillion|[kKmM]|bn)\\b)?",
                EnglishNormalizer::money),
            rule("(?<![\\w.])'?(\\d{2}|1[1-9]\\d{2}|20\\d{2})'?s\\b", EnglishNormalizer::decade),
            rule(
                "\\b("
                    + NUMBER
                    + ")(?:\\.(\\d+))?\\s?("
                    + EnglishAbbreviations.unitPattern()
                    + ")(?![A-Za-z0-9])",
                EnglishNormalizer::quantity),
            rule("\\b(" + NUMBER + ")(?:st|nd|rd|th)\\b", m -> EnglishNumbers.ordinal(bare(m, 1))),
            rule("\\b([1-9]\\d?)/([1-9]\\d?)\\b", EnglishNormalizer::fraction),
            rule(
                "\\b(\\d{3})[-.](\\d{3,4})(?:[-.](\\d{4}))?\\b",
                m -> EnglishNumbers.digits(m.group())),
            rule("\\b(\\d+)\\s?[-–—]\\s?(?=\\d)", m -> m.group(1) + " to "),
            rule("(?i)\\bno\\. ?(?=\\d)", m -> "number"),
            rule("#\\s?(?=\\d)", m -> "number"),
            rule("\\b(St|Dr)\\.(?=\\s+[A-Z])", m -> m.group(1).equals("St") ? "saint" : "doctor"),
            rule("\\b(St|Dr)\\.", m -> m.group(1).equals("St") ? "street" : "drive"),
            rule("\\be\\.\\s?g\\.", m -> "for example"),
            rule("\\bi\\.\\s?e\\.", m -> "that is"),
            rule("\\b([A-Za-z]{2,6})\\.(?![A-Za-z])", this::abbreviation),
            rule(
                "(?<![\\w.])-?(" + NUMBER + ")?\\.(\\d+)\\b(?!\\.\\d)", EnglishNormalizer::decimal),
            rule("(?<![A-Za-z\\d])(" + NUMBER + ")(?![A-Za-z\\d])", m -> number(m)),
            rule("\\b(?=[A-Za-z]*\\d)[A-Za-z\\d]{2,40}\\b", m -> alphanumeric(m.group())),
            rule("\\b(?:[A-Za-z]\\.){2,12}", m -> initials(m.group().replace(".", ""))),
            rule("\\b[A-Z]{2,12}(?:'?s)?\\b", m -> capitals(m.group())),
            rule("[&+=%@×÷§°]", m -> EnglishAbbreviations.SYMBOLS.get(m.group())));
  }

  private static Rule rule(String written, Function<MatchResult, String> spoken) {
    return new Rule(Pattern.compile(written), spoken);
  }

  @Override
  public List<String> words(String text) {
    String plain = plain(text);
    // A line in capitals throughout is emphasis, not a row of initialisms.
    if (isShouted(plain)) {
      plain = plain.toLowerCase(Locale.ROOT);
    }
    for (Rule rule : rules) {
      Matcher matcher = rule.written().matcher(plain);
      if (matcher.find()) {
        plain =
            matcher.replaceAll(m -> " " + Matcher.quoteReplacement(rule.spoken().apply(m)) + " ");
      }
    }
    return cut(plain.toLowerCase(Locale.ROOT));
  }

  @Override
  public List<List<String>> sentences(String text) {
    List<List<String>> sentences = new ArrayList<>();
    for (String line : text.split("\\R")) {
      String plain = plain(line);
      Matcher end = SENTENCE_END.matcher(plain);
      int from = 0;
      while (end.find()) {
        if (!isAbbreviation(plain.substring(Math.max(from, end.start() - 12), end.start() + 1))) {
          add(plain.substring(from, end.end()), sentences);
          from = end.end();
        }
      }
      add(plain.substring(from), sentences);
    }
    return sentences;
  }

  private void add(String sentence, List<List<String>> sentences) {
    List<String> words = words(sentence);
    if (!words.isEmpty()) {
      sentences.add(words);
    }
  }

  /** Whether a stop after this belongs to an abbreviation or an initial. */
  private static boolean isAbbreviation(String upToStop) {
    Matcher token = LAST_TOKEN.matcher(upToStop);
    if (!token.find()) {
      return false;
    }
    String word = token.group(1).toLowerCase(Locale.ROOT);
    return (word.length() == 1 && !word.equals("i"))
        || word.contains(".")
        || word.equals("st")
        || word.equals("dr")
        || word.equals("no")
        || (EnglishAbbreviations.ABBREVIATIONS.containsKey(word)
            && !word.equals("etc")
            && !word.equals("inc"));
  }

  /** Compatibility forms, quotes and dashes made plain; marks on letters dropped. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    for (int i = 0; i < decomposed.length(); i++) {
      char c = decomposed.charAt(i);
      switch (c) {
        case '\u2018', '\u2019', '\u201b', '\u02bc', '`', '\u00b4' -> plain.append('\'');
        case '\u201c', '\u201d', '\u201e', '\u00ab', '\u00bb' -> plain.append('"');
        case '\u2013', '\u2010', '\u2011', '\u2012', '\u2212' -> plain.append('-');
        case '\u2014', '\u2015' -> plain.append(" - ");
        case '\u2044' -> plain.append('/');
        case '\u00df' -> plain.append("ss");
        case '\u00e6' -> plain.append("ae");
        case '\u00c6' -> plain.append("Ae");
        case '\u0153' -> plain.append("oe");
        case '\u0152' -> plain.append("Oe");
        case '\u00f8' -> plain.append('o');
        case '\u00d8' -> plain.append('O');
        case '\u03bc' -> plain.append('µ');
        case '\ufeff', '\u00ad', '\u200b' -> {}
        default -> {
          if (Character.getType(c) != Character.NON_SPACING_MARK) {
            plain.append(c);
          }
        }
      }
    }
    return plain.toString();
  }

  private static boolean isShouted(String text) {
    int upper = 0;
    int words = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLowerCase(text.charAt(i))) {
        return false;
      }
      upper += Character.isUpperCase(text.charAt(i)) ? 1 : 0;
      words += text.charAt(i) == ' ' ? 1 : 0;
    }
    return upper > 12 && words >= 2;
  }

  private List<String> cut(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      // Apostrophes left and right are quotes unless the lexicon has the word with them.
      if (!known.test(word)) {
        word = withoutQuotes(word);
      }
      // Digits are left only in words of the lexicon and in runs too long to be spoken.
      if (!word.isEmpty() && (known.test(word) || word.chars().noneMatch(Character::isDigit))) {
        words.add(word);
      }
    }
    return words;
  }

  private static String withoutQuotes(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && word.charAt(from) == '\'') {
      from++;
    }
    while (to > from && word.charAt(to - 1) == '\'') {
      to--;
    }
    return word.substring(from, to);
  }

  private static String bare(MatchResult match, int group) {
    return match.group(group).replace(",", "");
  }

  private static String isoDate(MatchResult m) {
    int month = Integer.parseInt(m.group(2));
    int day = Integer.parseInt(m.group(3));
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return EnglishNumbers.digits(m.group());
    }
    return date(EnglishAbbreviations.MONTH_NAMES.get(month - 1), m.group(3), m.group(1));
  }

  private static String slashDate(MatchResult m) {
    int month = Integer.parseInt(m.group(1));
    int day = Integer.parseInt(m.group(2));
    // Month first as in America, unless that cannot be.
    if (month > 12 && day <= 12) {
      return slashDate(month, day, m);
    }
    return slashDate(day, month, m);
  }

  private static String slashDate(int day, int month, MatchResult m) {
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return EnglishNumbers.digits(m.group());
    }
    return date(EnglishAbbreviations.MONTH_NAMES.get(month - 1), String.valueOf(day), m.group(3));
  }

  private static String date(String month, String day, String year) {
    String name = month.toLowerCase(Locale.ROOT);
    for (String full : EnglishAbbreviations.MONTH_NAMES) {
      if (full.startsWith(name.substring(0, 3))) {
        name = full;
      }
    }
    String spoken = name + " " + EnglishNumbers.ordinal(day);
    return year == null ? spoken : spoken + " " + EnglishNumbers.year(year);
  }

  private static String time(String hour, String minute, String half) {
    StringBuilder spoken = new StringBuilder(EnglishNumbers.cardinal(hour));
    if (minute.equals("00")) {
      spoken.append(half == null ? " o'clock" : "");
    } else if (minute.startsWith("0")) {
      spoken.append(" oh ").append(EnglishNumbers.cardinal(minute));
    } else if (!minute.isEmpty()) {
      spoken.append(' ').append(EnglishNumbers.cardinal(minute));
    }
    return half == null
        ? spoken.toString()
        : spoken.append(' ').append(half.toLowerCase(Locale.ROOT)).append(" m").toString();
  }

  private static String money(MatchResult m) {
    String[] names = EnglishAbbreviations.CURRENCIES.get(m.group(1));
    String whole = bare(m, 2);
    String part = m.group(3);
    if (m.group(4) != null) {
      String scale =
          switch (m.group(4)) {
            case "k", "K" -> "thousand";
            case "m", "M" -> "million";
            case "bn" -> "billion";
            default -> m.group(4);
          };
      String amount =
          part == null ? EnglishNumbers.cardinal(whole) : EnglishNumbers.decimal(whole, part);
      return amount + " " + scale + " " + names[1];
    }
    boolean single = whole.equals("1");
    String spoken = EnglishNumbers.cardinal(whole) + " " + (single ? names[0] : names[1]);
    if (part == null || part.equals("00")) {
      return spoken;
    }
    if (part.length() != 2) {
      return EnglishNumbers.decimal(whole, part) + " " + names[1];
    }
    String cents = names[2].equals("penny") ? "pence" : EnglishNumbers.plural(names[2]);
    return spoken
        + " and "
        + EnglishNumbers.cardinal(part)
        + " "
        + (part.equals("01") ? names[2] : cents);
  }

  private static String quantity(MatchResult m) {
    String[] names = EnglishAbbreviations.UNITS.get(m.group(3));
    String whole = bare(m, 1);
    if (m.group(2) != null) {
      return EnglishNumbers.decimal(whole, m.group(2)) + " " + names[1];
    }
    return EnglishNumbers.cardinal(whole) + " " + (whole.equals("1") ? names[0] : names[1]);
  }

  private static String decade(MatchResult m) {
    return m.group(1).endsWith("0")
        ? EnglishNumbers.decade(m.group(1))
        : EnglishNumbers.plural(EnglishNumbers.cardinal(m.group(1)));
  }

  private static String fraction(MatchResult m) {
    if (m.group(2).equals("1")) {
      return EnglishNumbers.cardinal(m.group(1)) + " over one";
    }
    return EnglishNumbers.fraction(m.group(1), m.group(2));
  }

  private static String decimal(MatchResult m) {
    String sign = m.group().startsWith("-") ? "minus " : "";
    String whole = m.group(1) == null ? "" : bare(m, 1);
    return sign + EnglishNumbers.decimal(whole, m.group(2));
  }

  private static String number(MatchResult m) {
    String digits = bare(m, 1);
    boolean grouped = m.group(1).indexOf(',') > 0;
    if (digits.length() > 1 && digits.startsWith("0")) {
      return EnglishNumbers.digits(digits);
    }
    if (!grouped
        && digits.length() == 4
        && digits.compareTo("1100") >= 0
        && digits.compareTo("2100") < 0) {
      return EnglishNumbers.year(digits);
    }
    return grouped || digits.length() <= 7
        ? EnglishNumbers.cardinal(digits)
        : EnglishNumbers.digits(digits);
  }

  private String abbreviation(MatchResult m) {
    String written = m.group(1).toLowerCase(Locale.ROOT);
    String spoken = EnglishAbbreviations.ABBREVIATIONS.get(written);
    if (spoken == null) {
      return m.group();
    }
    // Dictionaries and base models know these two as they are written.
    boolean title = written.equals("mr") || written.equals("mrs");
    return title && known.test(written) ? written : spoken;
  }

  /** "b two b", "covid nineteen"; whole where the lexicon has it. */
  private String alphanumeric(String token) {
    if (known.test(token.toLowerCase(Locale.ROOT))) {
      return token.toLowerCase(Locale.ROOT);
    }
    StringBuilder spoken = new StringBuilder();
    Matcher run = Pattern.compile("\\d+|[A-Za-z]+").matcher(token);
    while (run.find()) {
      String part = run.group();
      boolean digits = Character.isDigit(part.charAt(0));
      spoken.append(' ');
      if (digits) {
        spoken.append(
            part.length() > 2 || part.startsWith("0")
                ? EnglishNumbers.digits(part)
                : EnglishNumbers.cardinal(part));
      } else {
        spoken.append(
            part.length() > 2 && known.test(part.toLowerCase(Locale.ROOT)) ? part : initials(part));
      }
    }
    return spoken.toString().strip();
  }

  /** A word where the lexicon has it or it reads like one, else its letters. */
  private String capitals(String token) {
    String lower = token.toLowerCase(Locale.ROOT);
    if (known.test(lower)) {
      return lower;
    }
    String end = "";
    String stem = token;
    if (token.endsWith("'s") || token.endsWith("s")) {
      end = "'s";
      stem = token.substring(0, token.length() - (token.endsWith("'s") ? 2 : 1));
      if (known.test(stem.toLowerCase(Locale.ROOT))) {
        return token.endsWith("'s") ? lower : stem.toLowerCase(Locale.ROOT) + "'s";
      }
    }
    boolean wordLike = stem.length() >= 6 && stem.matches(".*[AEIOUY].*[AEIOUY].*");
    return wordLike ? lower : initials(stem) + end;
  }

  private static String initials(String letters) {
    return String.join(" ", letters.toLowerCase(Locale.ROOT).split(""));
  }

  private String address(MatchResult m) {
    String text = m.group().replaceFirst("^https?://", "").replaceFirst("[.,;:!?)'/]+$", "");
    StringBuilder spoken = new StringBuilder();
    Matcher part = Pattern.compile("[A-Za-z]+|\\d+|[^A-Za-z\\d]").matcher(text);
    while (part.find()) {
      String token = part.group();
      String word =
          switch (token) {
            case "." -> "dot";
            case "@" -> "at";
            case "/" -> "slash";
            case "-" -> "dash";
            case "_" -> "underscore";
            case ":" -> "colon";
            case "?" -> "question mark";
            case "www" -> "w w w";
            default ->
                Character.isDigit(token.charAt(0))
                    ? EnglishNumbers.digits(token)
                    : token.length() < 4 && !known.test(token.toLowerCase(Locale.ROOT))
                        ? initials(token)
                        : token.toLowerCase(Locale.ROOT);
          };
      spoken.append(word).append(' ');
    }
    return spoken.toString().strip();
  }
}
