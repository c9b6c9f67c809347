package io.diction.speech.text;

import java.math.BigInteger;

/** Numbers as they are spoken in English. */
final class EnglishNumbers {
  private static final String[] SMALL = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] GROUPS = {
    "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion"
  };
  private static final String[] ORDINALS = {
    "one", "first", "two", "second", "three", "third", "five", "fifth", "eight", "eighth", "nine",
    "ninth", "twelve", "twelfth"
  };

  /** Numbers with more digits are read digit by digit. */
  private static final int MAX_DIGITS = 18;

  private EnglishNumbers() {}

  /** "one thousand two hundred five" for 1205. */
  static String cardinal(String digits) {
    if (digits.length() > MAX_DIGITS) {
      return digits(digits);
    }
    long value = new BigInteger(digits).longValue();
    if (value == 0) {
      return SMALL[0];
    }
    StringBuilder spoken = new StringBuilder();
    for (int group = GROUPS.length - 1; group >= 0; group--) {
      long unit = 1;
      for (int i = 0; i < group; i++) {
        unit *= 1000;
      }
      int part = (int) (value / unit % 1000);
      if (part > 0) {
        append(spoken, belowThousand(part));
        append(spoken, GROUPS[group]);
      }
    }
    return spoken.toString();
  }

  private static String belowThousand(int value) {
    StringBuilder spoken = new StringBuilder();
    if (value >= 100) {
      append(spoken, SMALL[value / 100]);
      append(spoken, "hundred");
    }
    int rest = value % 100;
    if (rest >= 20) {
      append(spoken, TENS[rest / 10]);
      rest %= 10;
    }
    if (rest > 0) {
      append(spoken, SMALL[rest]);
    }
    return spoken.toString();
  }

  private static void append(StringBuilder to, String word) {
    if (!word.isEmpty()) {
      to.append(to.isEmpty() ? "" : " ").append(word);
    }
  }

  /** "twenty first" for 21. */
  static String ordinal(String digits) {
    String cardinal = cardinal(digits);
    int last = cardinal.lastIndexOf(' ') + 1;
    return cardinal.substring(0, last) + ordinalWord(cardinal.substring(last));
  }

  private static String ordinalWord(String word) {
    for (int i = 0; i < ORDINALS.length; i += 2) {
      if (ORDINALS[i].equals(word)) {
        return ORDINALS[i + 1];
      }
    }
    return word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
  }

  /** "nineteen eighty four" for 1984, "two thousand five" for 2005, "eighteen hundred" for 1800. */
  static String year(String digits) {
    int value = Integer.parseInt(digits);
    int century = value / 100;
    int rest = value % 100;
    if (value < 1000 || (century % 10 == 0 && rest < 10)) {
      return cardinal(digits);
    }
    if (rest == 0) {
      return cardinal(String.valueOf(century)) + " hundred";
    }
    String low = rest < 10 ? "oh " + SMALL[rest] : cardinal(String.valueOf(rest));
    return cardinal(String.valueOf(century)) + " " + low;
  }

  /** "nineteen eighties" for 1980. */
  static String decade(String digits) {
    return plural(digits.length() == 2 ? cardinal(digits) : year(digits));
  }

  /** "eighties" for "eighty". */
  static String plural(String word) {
    if (word.endsWith("y")) {
      return word.substring(0, word.length() - 1) + "ies";
    }
    return word.endsWith("x") ? word + "es" : word + "s";
  }

  /** "three point one four" for 3.14. */
  static String decimal(String whole, String fraction) {
    return cardinal(whole.isEmpty() ? "0" : whole) + " point " + digits(fraction);
  }

  /** "zero zero seven" for 007; anything but digits is skipped. */
  static String digits(String digits) {
    StringBuilder spoken = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) >= '0' && digits.charAt(i) <= '9') {
        append(spoken, SMALL[digits.charAt(i) - '0']);
      }
    }
    return spoken.toString();
  }

  /** "two thirds" for 2/3. */
  static String fraction(String numerator, String denominator) {
    String part =
        switch (denominator) {
          case "2" -> numerator.equals("1") ? "half" : "halves";
          case "4" -> numerator.equals("1") ? "quarter" : "quarters";
          default -> ordinal(denominator) + (numerator.equals("1") ? "" : "s");
        };
    return cardinal(numerator) + " " + part;
  }
}
