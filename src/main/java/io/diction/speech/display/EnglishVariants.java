package io.diction.speech.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Ways to say one thing in English, where the normaliser reads only one of them. */
final class EnglishVariants {
  private static final List<String> DIGITS =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
  private static final List<String> TEENS =
      List.of(
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final Pattern LONG_YEAR =
      Pattern.compile(
          "\\btwo thousand (?:and )?((?:ten|eleven|twelve|\\w+teen|twenty|\\w+ty)\\b(?! thousand))");
  private static final Pattern LONG_HUNDREDS =
      Pattern.compile(
          "\\bone thousand (" + String.join("|", DIGITS.subList(1, 10)) + ") hundred\\b");

  /** By the name of a currency, that of its hundredths. */
  private static final Map<String, String> COINS = coins();

  private EnglishVariants() {}

  private static Map<String, String> coins() {
    Map<String, String> coins = new HashMap<>();
    for (List<String> row : EnglishWriting.SPOKEN.rows("currencies")) {
      if (row.size() > 4) {
        coins.put(row.get(1), row.get(4));
        coins.put(row.get(2), row.get(4));
      }
    }
    return coins;
  }

  /** Without what people put in or leave out as they like. */
  static List<String> essence(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (String word : words) {
      switch (word) {
        case "and" -> {}
        case "a" -> kept.add(words.size() > 1 ? "one" : word);
        case "mister" -> kept.add("mr");
        case "missus" -> kept.add("mrs");
        case "miz" -> kept.add("ms");
        default -> kept.add(word);
      }
    }
    return kept;
  }

  /** As the normaliser reads 2023, 1200 and 911: "twenty twenty three", "twelve hundred". */
  static List<String> asRead(List<String> said) {
    String years = LONG_YEAR.matcher(String.join(" ", said)).replaceAll("twenty $1");
    String hundreds =
        LONG_HUNDREDS
            .matcher(years)
            .replaceAll(match -> TEENS.get(DIGITS.indexOf(match.group(1)) - 1) + " hundred");
    return rounded(List.of(hundreds.split(" ")));
  }

  /** Years before 1100, money without its small coin, and numbers said digit by digit. */
  private static List<String> rounded(List<String> words) {
    List<String> read = new ArrayList<>();
    int from = 0;
    while (from < words.size()) {
      SpokenNumber year = EnglishNumberWords.earlyYear(words, from);
      String coins = coins(words, from);
      if (year != null && words.get(from).equals("ten")) {
        read.addAll(List.of("one", "thousand"));
        read.addAll(words.subList(from + 1, year.to()));
        from = year.to();
      } else if (!coins.isEmpty()) {
        SpokenNumber part = EnglishNumberWords.belowHundred(words, from + 1);
        int to = part == null ? from + 1 : part.to();
        read.addAll(words.subList(from, to));
        read.add(coins);
        from = to;
      } else {
        from = addHundreds(words, from, read);
      }
    }
    return read;
  }

  /** The small coin that is left out in "five pounds fifty", said at the currency; else empty. */
  private static String coins(List<String> words, int at) {
    boolean amount = at > 0 && EnglishNumberWords.isNumber(words.get(at - 1));
    SpokenNumber part = amount ? EnglishNumberWords.belowHundred(words, at + 1) : null;
    return part != null && EnglishWriting.endsAmount(EnglishWriting.at(words, part.to()))
        ? COINS.getOrDefault(words.get(at), "")
        : "";
  }

  /** Three digits said one by one are read as a number: "nine one one", "one oh one". */
  private static int addHundreds(List<String> words, int from, List<String> read) {
    SpokenNumber digits = EnglishNumberWords.digits(words, from);
    String value = digits.value();
    if (value.length() == 3 && value.charAt(0) != '0') {
      read.add(DIGITS.get(value.charAt(0) - '0'));
      read.add("hundred");
      addBelowHundred(Integer.parseInt(value.substring(1)), read);
      return digits.to();
    }
    int to = Math.max(digits.to(), from + 1);
    read.addAll(words.subList(from, to));
    return to;
  }

  private static void addBelowHundred(int value, List<String> read) {
    if (value > 10 && value < 20) {
      read.add(TEENS.get(value - 11));
    } else if (value == 10) {
      read.add("ten");
    } else {
      if (value >= 20) {
        read.add(TENS.get(value / 10 - 2));
      }
      if (value % 10 > 0) {
        read.add(DIGITS.get(value % 10));
      }
    }
  }
}
