package io.diction.speech.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds numbers in English words. */
final class EnglishNumberWords {
  private static final List<String> SMALL =
      List.of(
          "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
              .concat(" fifteen sixteen seventeen eighteen nineteen")
              .split(" "));
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final List<String> SCALES =
      List.of("thousand", "million", "billion", "trillion", "quadrillion", "quintillion");
  private static final Map<String, Integer> VALUES = new HashMap<>();

  /** Ordinal to the cardinal it is made of. */
  private static final Map<String, String> ORDINALS = new HashMap<>();

  static {
    for (int i = 0; i < SMALL.size(); i++) {
      VALUES.put(SMALL.get(i), i);
      ORDINALS.put(ordinal(SMALL.get(i)), SMALL.get(i));
    }
    for (int i = 0; i < TENS.size(); i++) {
      VALUES.put(TENS.get(i), 20 + 10 * i);
      ORDINALS.put(ordinal(TENS.get(i)), TENS.get(i));
    }
    ORDINALS.put("hundredth", "hundred");
    SCALES.forEach(scale -> ORDINALS.put(scale + "th", scale));
  }

  private EnglishNumberWords() {}

  private static String ordinal(String word) {
    return switch (word) {
      case "one" -> "first";
      case "two" -> "second";
      case "three" -> "third";
      case "five" -> "fifth";
      case "eight" -> "eighth";
      case "nine" -> "ninth";
      case "twelve" -> "twelfth";
      default -> word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
    };
  }

  private static String at(List<String> words, int index) {
    return index < words.size() ? words.get(index) : "";
  }

  private static int value(List<String> words, int index) {
    return VALUES.getOrDefault(at(words, index), -1);
  }

  static boolean isScale(String word) {
    return SCALES.contains(word);
  }

  /** 0 to 9; "oh" is a zero; -1 for other words. */
  static int digit(String word) {
    int value = word.equals("oh") ? 0 : VALUES.getOrDefault(word, -1);
    return value < 10 ? value : -1;
  }

  /** Whether a word is a number below a hundred. */
  static boolean isNumber(String word) {
    return VALUES.containsKey(word) || word.equals("oh");
  }

  /** 1 to 99. */
  static @Nullable SpokenNumber belowHundred(List<String> words, int from) {
    int first = value(words, from);
    if (first < 1) {
      return null;
    }
    int second = first >= 20 ? value(words, from + 1) : -1;
    return second >= 1 && second <= 9
        ? SpokenNumber.of(first + second, from + 2)
        : SpokenNumber.of(first, from + 1);
  }

  private static @Nullable SpokenNumber belowThousand(List<String> words, int from) {
    SpokenNumber first = belowHundred(words, from);
    if (first == null && at(words, from).equals("a") && at(words, from + 1).equals("hundred")) {
      first = SpokenNumber.of(1, from + 1);
    }
    if (first == null || !at(words, first.to()).equals("hundred")) {
      return first;
    }
    int next = first.to() + 1;
    int rest = at(words, next).equals("and") ? next + 1 : next;
    SpokenNumber low = belowHundred(words, rest);
    return low == null
        ? SpokenNumber.of(first.number() * 100, next)
        : SpokenNumber.of(first.number() * 100 + low.number(), low.to());
  }

  /** "two hundred thousand five", also "zero" and "a million". */
  static @Nullable SpokenNumber cardinal(List<String> words, int from) {
    if (at(words, from).equals("zero")) {
      return SpokenNumber.of(0, from + 1);
    }
    SpokenNumber group = belowThousand(words, from);
    if (group == null && at(words, from).equals("a") && isScale(at(words, from + 1))) {
      group = SpokenNumber.of(1, from + 1);
    }
    if (group == null) {
      return null;
    }
    long total = 0;
    int smallest = SCALES.size();
    int to = group.to();
    while (true) {
      int scale = SCALES.indexOf(at(words, to));
      if (scale < 0 || scale >= smallest || group.number() > 999) {
        return SpokenNumber.of(total + group.number(), to);
      }
      total += group.number() * power(scale + 1);
      smallest = scale;
      to++;
      int next = at(words, to).equals("and") ? to + 1 : to;
      SpokenNumber further = belowThousand(words, next);
      boolean fits =
          further != null
              && further.number() < 1000
              && (next == to || further.number() < 100)
              && SCALES.indexOf(at(words, further.to())) < smallest;
      if (!fits) {
        return SpokenNumber.of(total, to);
      }
      group = further;
      to = further.to();
    }
  }

  private static long power(int thousands) {
    long power = 1;
    for (int i = 0; i < thousands; i++) {
      power *= 1000;
    }
    return power;
  }

  /** "twenty first", "one hundredth". */
  static @Nullable SpokenNumber ordinal(List<String> words, int from) {
    for (int last = from; last < Math.min(words.size(), from + 10); last++) {
      String cardinal = ORDINALS.get(words.get(last));
      if (cardinal != null) {
        List<String> before = new ArrayList<>(words.subList(from, last));
        before.add(cardinal);
        SpokenNumber number = cardinal(before, 0);
        return number != null && number.to() == before.size() && number.number() > 0
            ? new SpokenNumber(number.value(), last + 1)
            : null;
      }
      if (value(words, last) < 0
          && !isScale(words.get(last))
          && !words.get(last).equals("hundred")) {
        return null;
      }
    }
    return null;
  }

  /** "nineteen eighty four", "nineteen oh five", "eighteen hundred", "two thousand five". */
  static @Nullable SpokenNumber year(List<String> words, int from) {
    SpokenNumber century = belowHundred(words, from);
    if (century == null) {
      return null;
    }
    boolean plausible = century.number() >= 13 && century.number() <= 20;
    if (plausible && at(words, century.to()).equals("hundred")) {
      SpokenNumber rest = belowHundred(words, century.to() + 1);
      return rest == null ? SpokenNumber.of(century.number() * 100, century.to() + 1) : null;
    }
    if (plausible && at(words, century.to()).equals("oh")) {
      int digit = digit(at(words, century.to() + 1));
      return digit < 1 ? null : SpokenNumber.of(century.number() * 100 + digit, century.to() + 2);
    }
    SpokenNumber low = plausible ? belowHundred(words, century.to()) : null;
    if (low != null && low.number() >= 10) {
      return SpokenNumber.of(century.number() * 100 + low.number(), low.to());
    }
    SpokenNumber whole = cardinal(words, from);
    return whole != null && whole.number() >= 1000 && whole.number() < 2100 ? whole : null;
  }

  /** "ten sixty six", where it can be no time of the day. */
  static @Nullable SpokenNumber earlyYear(List<String> words, int from) {
    SpokenNumber century = belowHundred(words, from);
    if (century == null || century.number() < 10 || century.number() > 12) {
      return null;
    }
    String before = from > 0 ? words.get(from - 1) : "";
    SpokenNumber low = belowHundred(words, century.to());
    boolean year = low != null && low.number() >= (before.equals("in") ? 13 : 60);
    return year ? SpokenNumber.of(century.number() * 100 + low.number(), low.to()) : null;
  }

  /** "three point one four"; value with a point. */
  static @Nullable SpokenNumber decimal(List<String> words, int from) {
    SpokenNumber whole = cardinal(words, from);
    if (whole == null || !at(words, whole.to()).equals("point")) {
      return null;
    }
    StringBuilder value = new StringBuilder(whole.value()).append('.');
    int to = whole.to() + 1;
    while (to < words.size() && digit(words.get(to)) >= 0) {
      value.append(digit(words.get(to++)));
    }
    return to == whole.to() + 1 ? null : new SpokenNumber(value.toString(), to);
  }

  /** Single digits one after the other. */
  static SpokenNumber digits(List<String> words, int from) {
    StringBuilder value = new StringBuilder();
    int to = from;
    while (to < words.size() && digit(words.get(to)) >= 0) {
      value.append(digit(words.get(to++)));
    }
    return new SpokenNumber(value.toString(), to);
  }
}
