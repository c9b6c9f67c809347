package io.diction.speech.text;

import java.math.BigInteger;

/** Numbers as they are spoken in German: below a million one word. */
final class GermanNumbers {
  private static final String[] SMALL = {
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn"
  };
  private static final String[] TENS = {
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"
  };

  /** One and several of a million, a billion and so on. */
  private static final String[][] GROUPS = {
    {"million", "millionen"}, {"milliarde", "milliarden"}, {"billion", "billionen"}
  };

  private static final int MAX_DIGITS = 15;

  private GermanNumbers() {}

  /** "eintausendzweihundertfünf" for 1205; longer numbers digit by digit. */
  static String cardinal(String digits) {
    if (digits.length() > MAX_DIGITS) {
      return digits(digits);
    }
    long value = new BigInteger(digits).longValue();
    StringBuilder spoken = new StringBuilder();
    for (int group = GROUPS.length - 1; group >= 0; group--) {
      long unit = 1_000_000;
      for (int i = 0; i < group; i++) {
        unit *= 1000;
      }
      int part = (int) (value / unit % 1000);
      if (part > 0) {
        spoken
            .append(part == 1 ? "eine" : belowThousand(part))
            .append(' ')
            .append(GROUPS[group][part == 1 ? 0 : 1])
            .append(' ');
      }
    }
    int rest = (int) (value % 1_000_000);
    if (rest > 0 || value == 0) {
      spoken.append(belowMillion(rest));
    }
    return spoken.toString().strip();
  }

  private static String belowMillion(int value) {
    if (value < 1000) {
      return belowThousand(value);
    }
    String thousands = value / 1000 == 1 ? "ein" : joined(value / 1000);
    int rest = value % 1000;
    return thousands + "tausend" + (rest == 0 ? "" : belowThousand(rest));
  }

  /** Before a further part "ein", not "eins". */
  private static String joined(int value) {
    String spoken = belowThousand(value);
    return spoken.endsWith("eins") ? spoken.substring(0, spoken.length() - 1) : spoken;
  }

  private static String belowThousand(int value) {
    if (value < 100) {
      return belowHundred(value);
    }
    String hundreds = (value / 100 == 1 ? "ein" : SMALL[value / 100]) + "hundert";
    return value % 100 == 0 ? hundreds : hundreds + belowHundred(value % 100);
  }

  private static String belowHundred(int value) {
    if (value < 20) {
      return SMALL[value];
    }
    String tens = TENS[value / 10];
    int unit = value % 10;
    return unit == 0 ? tens : (unit == 1 ? "ein" : SMALL[unit]) + "und" + tens;
  }

  /** "neunzehnhundertvierundachtzig" for 1984, "zweitausendfünf" for 2005. */
  static String year(String digits) {
    int value = Integer.parseInt(digits);
    if (value < 1100 || value >= 2000) {
      return value >= 1000 ? belowMillion(value) : cardinal(digits);
    }
    int rest = value % 100;
    return belowHundred(value / 100) + "hundert" + (rest == 0 ? "" : belowHundred(rest));
  }

  /**
   * "dritter", "zwanzigster": the stem with an ending.
   *
   * @param ending such as "e", "en", "er"
   */
  static String ordinal(String digits, String ending) {
    int value = Integer.parseInt(digits);
    String stem =
        switch (value) {
          case 1 -> "erst";
          case 3 -> "dritt";
          case 7 -> "siebt";
          case 8 -> "acht";
          default -> {
            int last = value % 100;
            String cardinal = cardinal(digits);
            yield switch (last) {
              case 1 -> cardinal.substring(0, cardinal.length() - "eins".length()) + "erst";
              case 3 -> cardinal.substring(0, cardinal.length() - "drei".length()) + "dritt";
              case 7 -> cardinal.substring(0, cardinal.length() - "sieben".length()) + "siebt";
              case 8 -> cardinal;
              default -> cardinal + (last > 0 && last < 20 ? "t" : "st");
            };
          }
        };
    return stem + ending;
  }

  /** "drei komma eins vier" for 3,14. */
  static String decimal(String whole, String fraction) {
    return cardinal(whole) + " komma " + digits(fraction);
  }

  static String digits(String digits) {
    StringBuilder spoken = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c >= '0' && c <= '9') {
        spoken.append(spoken.isEmpty() ? "" : " ").append(SMALL[c - '0']);
      }
    }
    return spoken.toString();
  }
}
