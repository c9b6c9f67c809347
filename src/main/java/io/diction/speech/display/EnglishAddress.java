package io.diction.speech.display;

import static io.diction.speech.display.EnglishWriting.at;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds mail and web addresses in English words. */
final class EnglishAddress {
  private static final Map<String, String> DOMAINS = domains();
  private static final int MOST_WORDS = 24;

  private EnglishAddress() {}

  private static Map<String, String> domains() {
    Map<String, String> domains = new HashMap<>();
    for (String domain : EnglishWriting.SPOKEN.list("domains")) {
      domains.put(domain, domain);
      domains.put(String.join(" ", domain.split("")), domain);
    }
    return domains;
  }

  /** "info at example dot com", "w w w dot example dot org". */
  static void add(List<String> words, int from, List<Span> found) {
    StringBuilder written = new StringBuilder();
    boolean dotted = false;
    int best = -1;
    String bestWritten = "";
    int i = from;
    while (i < words.size() && i - from < MOST_WORDS) {
      String word = words.get(i);
      String sign =
          written.isEmpty()
              ? null
              : switch (word) {
                case "dot" -> ".";
                case "at" -> written.indexOf("@") < 0 && !dotted(written) ? "@" : null;
                case "dash" -> "-";
                case "underscore" -> "_";
                case "slash" -> best > 0 ? "/" : null;
                default -> null;
              };
      if (sign != null) {
        written.append(sign);
        i++;
        dotted |= sign.equals(".");
        continue;
      }
      boolean joins =
          written.isEmpty()
              || "./@-_".indexOf(written.charAt(written.length() - 1)) >= 0
              || (word.length() == 1 && i > 0 && at(words, i - 1).length() == 1);
      if (!joins) {
        break;
      }
      if (dotted && written.charAt(written.length() - 1) == '.') {
        String two = word + " " + at(words, i + 1);
        String three = two + " " + at(words, i + 2);
        String domain = DOMAINS.getOrDefault(three, DOMAINS.get(two));
        int length = DOMAINS.containsKey(three) ? 3 : 2;
        if (domain == null) {
          domain = DOMAINS.get(word);
          length = 1;
        }
        if (domain != null) {
          written.append(domain);
          i += length;
          best = i;
          bestWritten = written.toString();
          continue;
        }
      }
      int digit = EnglishNumberWords.digit(word);
      SpokenNumber number = EnglishNumberWords.belowHundred(words, i);
      if (number != null && number.isLarge()) {
        written.append(number.value());
        i = number.to();
      } else {
        written.append(digit >= 0 && !word.equals("oh") ? String.valueOf(digit) : word);
        i++;
      }
      if (best > 0) {
        best = i;
        bestWritten = written.toString();
      }
    }
    if (best > 0) {
      found.add(Span.fixed(from, best, bestWritten));
    }
  }

  /** Whether a domain was begun, so that "at" is a word. */
  private static boolean dotted(StringBuilder written) {
    return written.indexOf("/") >= 0 || written.indexOf("www.") == 0;
  }
}
