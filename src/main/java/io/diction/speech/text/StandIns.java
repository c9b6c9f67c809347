package io.diction.speech.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts one character of private use for each displayed form that rules would take apart, such as
 * {@code .net} or {@code c++}, and takes it out again. Time is linear in the text: forms are looked
 * up by hash for each of their few lengths, where a word can begin.
 */
final class StandIns {
  private static final char FIRST = '\uE000';

  /** As many as the private use area has room for. */
  static final int MOST = 6_000;

  private static final int LONGEST = 40;

  private final List<String> forms;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] lengths;

  /** Forms in lower case, without spaces; the longest count first. */
  StandIns(List<String> forms) {
    this.forms = forms.stream().filter(form -> form.length() <= LONGEST).limit(MOST).toList();
    for (String form : this.forms) {
      numbers.putIfAbsent(form, numbers.size());
    }
    lengths =
        this.forms.stream().mapToInt(String::length).distinct().map(n -> -n).sorted().toArray();
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = -lengths[i];
    }
  }

  boolean isEmpty() {
    return forms.isEmpty();
  }

  String put(String text) {
    if (forms.isEmpty()) {
      return text;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != text.length()) {
      return text;
    }
    StringBuilder replaced = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int length = i == 0 || !isJoined(text.charAt(i - 1), text.charAt(i)) ? match(lower, i) : 0;
      if (length == 0) {
        replaced.append(text.charAt(i++));
      } else {
        int number = numbers.get(lower.substring(i, i + length));
        replaced.append(' ').append((char) (FIRST + number)).append(' ');
        i += length;
      }
    }
    return replaced.toString();
  }

  private int match(String lower, int from) {
    for (int length : lengths) {
      int to = from + length;
      if (to <= lower.length()
          && numbers.containsKey(lower.substring(from, to))
          && (to == lower.length() || !isJoined(lower.charAt(to - 1), lower.charAt(to)))) {
        return length;
      }
    }
    return 0;
  }

  /** Whether two neighbours belong to one word. */
  private static boolean isJoined(char left, char right) {
    return Character.isLetterOrDigit(left) && Character.isLetterOrDigit(right);
  }

  static boolean is(char c) {
    return c >= FIRST && c < FIRST + MOST;
  }

  String form(char c) {
    return forms.get(c - FIRST);
  }
}
