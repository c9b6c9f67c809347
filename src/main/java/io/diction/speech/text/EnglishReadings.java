package io.diction.speech.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How English reads dates, times, money, quantities and codes. */
final class EnglishReadings {
  private static final List<String> MONTHS = EnglishRules.TABLES.list("months");
  private static final Set<String> REGNAL = EnglishRules.TABLES.set("regnal");
  private static final Set<String> NUMBERED = EnglishRules.TABLES.set("numbered");
  private static final Map<String, List<String>> CURRENCIES = bySign("currencies");
  private static final Map<String, List<String>> UNITS = bySign("units");
  private static final Pattern ROMAN = Pattern.compile("(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})");
  private static final Set<String> AFTER_RULER =
      Set.of("of", "was", "had", "and", "in", "who", "whose", "reigned", "died", "is", "");

  private EnglishReadings() {}

  private static Map<String, List<String>> bySign(String section) {
    return EnglishRules.TABLES.rows(section).stream()
        .collect(Collectors.toMap(row -> row.get(0), row -> row));
  }

  /** Any sign of a section, the longest first. */
  static String pattern(String section) {
    return EnglishRules.TABLES.list(section).stream()
        .sorted((a, b) -> a.length() != b.length() ? b.length() - a.length() : a.compareTo(b))
        .map(Pattern::quote)
        .collect(Collectors.joining("|"));
  }

  static String bare(String number) {
    return number.replace(",", "");
  }

  static String sign(String written) {
    return written.isEmpty() ? "" : "minus ";
  }

  static String month(String written) {
    String start = written.substring(0, 3).toLowerCase(Locale.ROOT);
    return MONTHS.stream().filter(name -> name.startsWith(start)).findFirst().orElseThrow();
  }

  static String date(String month, String day, @Nullable String year) {
    String spoken = month(month) + " " + EnglishNumbers.ordinal(day);
    return year == null ? spoken : spoken + " " + EnglishNumbers.year(year);
  }

  /** Month first as in America, unless that cannot be. */
  static String numericDate(MatchResult m, String year, String month, String day) {
    int first = Integer.parseInt(month);
    int second = Integer.parseInt(day);
    boolean swapped = first > 12;
    int monthNumber = swapped ? second : first;
    int dayNumber = swapped ? first : second;
    if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) {
      return EnglishNumbers.digits(m.group());
    }
    String spokenYear = year.length() == 2 ? shortYear(year) : EnglishNumbers.year(year);
    return MONTHS.get(monthNumber - 1)
        + " "
        + EnglishNumbers.ordinal(String.valueOf(dayNumber))
        + " "
        + spokenYear;
  }

  static String timestamp(MatchResult m) {
    return numericDate(m, m.group(1), m.group(2), m.group(3))
        + " "
        + clock(m.group(4), m.group(5))
        + (m.group(6).isEmpty() ? "" : " u t c");
  }

  /** "ninety eight" for '98, "oh five" for '05. */
  static String shortYear(String digits) {
    if (digits.equals("00")) {
      return "two thousand";
    }
    return digits.startsWith("0")
        ? "oh " + EnglishNumbers.cardinal(digits.substring(1))
        : EnglishNumbers.cardinal(digits);
  }

  static String decade(String digits) {
    return digits.endsWith("0")
        ? EnglishNumbers.decade(digits)
        : EnglishNumbers.plural(EnglishNumbers.cardinal(digits));
  }

  /**
   * @param half a or p; empty where the half of the day is not said
   */
  static String time(String hour, @Nullable String minute, String half) {
    StringBuilder spoken = new StringBuilder(EnglishNumbers.cardinal(hour));
    if (minute != null && !minute.equals("00")) {
      spoken.append(minute.startsWith("0") ? " oh " : " ").append(EnglishNumbers.cardinal(minute));
    }
    return half.isEmpty()
        ? spoken.toString()
        : spoken.append(' ').append(half.toLowerCase(Locale.ROOT)).append(" m").toString();
  }

  static String clock(MatchResult m) {
    String spoken = clock(m.group(1), m.group(2));
    return m.group(3) == null
        ? spoken
        : spoken + " and " + counted(m.group(3), "second", "seconds");
  }

  private static String clock(String hour, String minute) {
    if (!minute.equals("00")) {
      return time(hour, minute, "");
    }
    int value = Integer.parseInt(hour);
    String spoken = EnglishNumbers.cardinal(hour);
    return value >= 1 && value <= 12 ? spoken + " o'clock" : spoken + " hundred";
  }

  /** Every digit; signs are not read but for a plus. */
  static String code(String written) {
    int extension = written.indexOf('x');
    if (extension > 0) {
      int from = written.charAt(extension - 1) == 'e' ? extension - 1 : extension;
      return code(written.substring(0, from))
          + " extension "
          + EnglishNumbers.digits(written.substring(extension));
    }
    String spoken = EnglishNumbers.digits(written);
    return written.startsWith("+") ? "plus " + spoken : spoken;
  }

  /** Numbers with dots between them: of network addresses each digit, of versions each number. */
  static String dotted(String written, boolean address) {
    StringBuilder spoken = new StringBuilder();
    for (String part : written.split("\\.")) {
      spoken.append(spoken.isEmpty() ? "" : address ? " dot " : " point ");
      spoken.append(address ? EnglishNumbers.digits(part) : EnglishNumbers.cardinal(part));
    }
    return spoken.toString();
  }

  static String counted(String number, String one, String several) {
    String digits = bare(number);
    return EnglishNumbers.cardinal(digits) + " " + (digits.equals("1") ? one : several);
  }

  /** A number that may have decimals. */
  static String number(@Nullable String whole, @Nullable String fraction) {
    String digits = whole == null ? "" : bare(whole);
    return fraction == null
        ? EnglishNumbers.cardinal(digits)
        : EnglishNumbers.decimal(digits, fraction);
  }

  static String money(
      String sign, String whole, @Nullable String part, @Nullable String scaleSign) {
    List<String> names = CURRENCIES.get(sign);
    if (scaleSign != null) {
      return number(whole, part) + " " + scale(scaleSign) + " " + names.get(2);
    }
    String digits = bare(whole);
    if (part != null && part.length() != 2) {
      return EnglishNumbers.decimal(digits, part) + " " + names.get(2);
    }
    boolean nothing = digits.equals("0") && part != null && !part.equals("00");
    String spoken = nothing ? "" : counted(digits, names.get(1), names.get(2));
    if (part == null || part.equals("00")) {
      return spoken;
    }
    String hundredths = EnglishNumbers.cardinal(part) + " " + names.get(part.equals("01") ? 3 : 4);
    return nothing ? hundredths : spoken + " and " + hundredths;
  }

  private static String scale(String sign) {
    return switch (sign) {
      case "k", "K" -> "thousand";
      case "m", "M", "mn" -> "million";
      case "b", "B", "bn" -> "billion";
      default -> sign;
    };
  }

  static String quantity(MatchResult m) {
    String whole = m.group(2);
    if (whole == null && m.group(3) == null) {
      return m.group();
    }
    List<String> names = UNITS.get(m.group(4));
    boolean one = m.group(3) == null && bare(whole == null ? "" : whole).equals("1");
    return sign(m.group(1))
        + number(whole, m.group(3))
        + " "
        + names.get(one ? 1 : 2)
        + (m.group(5) == null ? "" : " to");
  }

  static String power(MatchResult m) {
    String base =
        Character.isDigit(m.group(1).charAt(0)) ? EnglishNumbers.cardinal(m.group(1)) : m.group(1);
    if (m.group(2).isEmpty() && m.group(3).equals("2")) {
      return base + " squared";
    }
    if (m.group(2).isEmpty() && m.group(3).equals("3")) {
      return base + " cubed";
    }
    return base + " to the " + sign(m.group(2)) + EnglishNumbers.ordinal(m.group(3));
  }

  static String fraction(String numerator, String denominator) {
    boolean usual = denominator.length() < 3 || denominator.equals("100");
    if (denominator.equals("1")
        || !usual
        || Integer.parseInt(numerator) >= Integer.parseInt(denominator) * 2) {
      return EnglishNumbers.cardinal(numerator) + " over " + EnglishNumbers.cardinal(denominator);
    }
    return EnglishNumbers.fraction(numerator, denominator);
  }

  /** Behind a ruler "the fourth", else "four"; a lone I only behind a ruler or a chapter. */
  static String roman(MatchResult m) {
    if (!ROMAN.matcher(m.group(2)).matches()) {
      return m.group();
    }
    String name = m.group(1).toLowerCase(Locale.ROOT);
    String digits = String.valueOf(romanValue(m.group(2)));
    boolean ruler = REGNAL.contains(name);
    boolean numbered = NUMBERED.contains(name);
    if (m.group(2).length() == 1) {
      // "I" is a word too, and L and X are initials.
      boolean one =
          m.group(2).equals("I") && (AFTER_RULER.contains(m.group(4)) || !m.group(3).isBlank());
      if (!(numbered && !m.group(2).equals("I"))
          && !((ruler || numbered) && one)
          && !(ruler && m.group(2).equals("V"))) {
        return m.group();
      }
    }
    return m.group(1)
        + " "
        + (ruler ? "the " + EnglishNumbers.ordinal(digits) : EnglishNumbers.cardinal(digits));
  }

  private static int romanValue(String roman) {
    int value = 0;
    int before = 0;
    for (int i = roman.length() - 1; i >= 0; i--) {
      int digit =
          switch (roman.charAt(i)) {
            case 'I' -> 1;
            case 'V' -> 5;
            case 'X' -> 10;
            default -> 50;
          };
      value += digit < before ? -digit : digit;
      before = Math.max(before, digit);
    }
    return value;
  }

  /**
   * "Elm St." is a street, "St. Paul" a saint, "Dr. Lee" a doctor, "5 Elm Dr." a drive.
   *
   * <p>Groups: the capitalised word or number before, the abbreviation, its stop, the capitalised
   * word behind.
   */
  static String streetOrTitle(MatchResult m, Set<String> saints) {
    String before = m.group(1) == null ? "" : m.group(1) + " ";
    String next = m.group(4) == null ? "" : m.group(4);
    boolean named = m.group(1) != null;
    boolean saint = saints.contains(next.toLowerCase(Locale.ROOT));
    boolean street = m.group(2).equals("St");
    if (next.isEmpty()) {
      return before + (street ? "street" : "drive");
    }
    if (street) {
      return before + (saint || !named ? "saint" : "street");
    }
    boolean numbered = named && Character.isDigit(m.group(1).charAt(0));
    return before + (numbered ? "drive" : "doctor");
  }

  /** A whole number: a year, digits one by one, or a cardinal, by how it is written. */
  static String integer(String written) {
    String digits = bare(written);
    boolean grouped = written.indexOf(',') > 0;
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
}
