package io.diction.api.evaluation;

import io.diction.speech.evaluate.WordAlignment;
import io.diction.speech.evaluate.WordAlignment.Kind;
import io.diction.speech.evaluate.WordAlignment.Pair;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors over what is written, token by token: a word with its capitals, a number in digits, a
 * mark. Told apart by what kind of difference they are. For one thread.
 */
final class TokenEdits {
  private static final Pattern TOKEN =
      Pattern.compile(
          // 3. within a sentence is a number that counts; so is what has the sign of a currency.
          "\\p{N}+\\.(?=\\s+\\p{Ll})"
              + "|(?:\\p{Sc}(?=\\p{N}))?[\\p{L}\\p{N}]+(?:[.,:'’/%-][\\p{L}\\p{N}]+)*"
              + "(?:%|(?<=\\p{N})\\p{Sc})?"
              + "|[^\\s\\p{L}\\p{N}]");
  private static final Pattern DIGITS = Pattern.compile("\\p{N}+");
  private static final Pattern DECIMAL = Pattern.compile("\\p{N}+[.,]\\p{N}+");
  private static final Pattern ORDINAL =
      Pattern.compile("\\p{N}+(?:st|nd|rd|th|e|de|ste|er|re|º|ª|\\.)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CURRENCY = Pattern.compile("\\p{Sc}");
  private static final Pattern CALCULATED = Pattern.compile("[%+*/=]");

  /** What kinds of differences there are. */
  enum Group {
    PUNCTUATION,
    CAPITALIZATION,
    INVERSE_TEXT_NORMALIZATION,
    LEXICAL,
    OTHERS
  }

  private final Map<Group, Map<String, Integer>> edits = new EnumMap<>(Group.class);
  private WordErrorRate errors = WordErrorRate.ZERO;

  /** Adds an utterance. */
  void add(String reference, String written) {
    WordAlignment alignment = WordAlignment.align(tokens(reference), tokens(written));
    errors = errors.plus(alignment.errors());
    for (Pair pair : alignment.pairs()) {
      if (pair.kind() != Kind.HIT) {
        count(pair);
      }
    }
  }

  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  WordErrorRate errors() {
    return errors;
  }

  int count(Group group) {
    return details(group).values().stream().mapToInt(Integer::intValue).sum();
  }

  /** By subgroup, with the names that are published. */
  Map<String, Integer> details(Group group) {
    return edits.getOrDefault(group, Map.of());
  }

  private void count(Pair pair) {
    String said = pair.reference();
    String heard = pair.hypothesis();
    boolean saidMark = said == null || isMark(said);
    boolean heardMark = heard == null || isMark(heard);
    if (saidMark && heardMark) {
      String name = mark(said) + "To" + capital(mark(heard));
      // Two of those that have no name are not told apart.
      count(Group.PUNCTUATION, mark(said).equals(mark(heard)) ? "punctuationOthers" : name);
    } else if (said == null || heard == null) {
      count(Group.LEXICAL, "");
    } else if (saidMark || heardMark) {
      count(Group.OTHERS, "");
    } else if (said.equalsIgnoreCase(heard)) {
      count(Group.CAPITALIZATION, capitals(said, heard));
    } else if (isWrittenOtherwise(said, heard)) {
      count(Group.INVERSE_TEXT_NORMALIZATION, number(said, heard));
    } else {
      count(Group.LEXICAL, "");
    }
  }

  private void count(Group group, String name) {
    edits.computeIfAbsent(group, each -> new TreeMap<>()).merge(name, 1, Integer::sum);
  }

  private static boolean isMark(String token) {
    return token.codePoints().noneMatch(Character::isLetterOrDigit);
  }

  private static String mark(@Nullable String token) {
    if (token == null) {
      return "none";
    }
    return switch (token) {
      case "," -> "comma";
      case "." -> "period";
      case "?" -> "questionMark";
      case "!" -> "exclamationMark";
      default -> "unknown";
    };
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static String capitals(String said, String heard) {
    boolean saidLower = said.equals(said.toLowerCase(Locale.ROOT));
    boolean heardLower = heard.equals(heard.toLowerCase(Locale.ROOT));
    if (saidLower == heardLower) {
      return "capitalizationOthers";
    }
    return saidLower ? "lowerCaseToUpperCase" : "upperCaseToLowerCase";
  }

  /** Digits on one side alone, or the same digits written in another way. */
  private static boolean isWrittenOtherwise(String said, String heard) {
    boolean saidDigits = DIGITS.matcher(said).find();
    boolean heardDigits = DIGITS.matcher(heard).find();
    return saidDigits != heardDigits || (saidDigits && digits(said).equals(digits(heard)));
  }

  private static String digits(String token) {
    return token.replaceAll("[^\\p{N}]", "");
  }

  /** Where both are numbers, of the one that says more. */
  private static String number(String said, String heard) {
    if (!DIGITS.matcher(said).find()) {
      return number(heard);
    }
    String name = number(said);
    return name.equals("numerical") && DIGITS.matcher(heard).find() ? number(heard) : name;
  }

  private static String number(String token) {
    if (CURRENCY.matcher(token).find()) {
      return "currency";
    }
    if (CALCULATED.matcher(token).find()) {
      return "mathematical";
    }
    if (ORDINAL.matcher(token).matches()) {
      return "ordinalNumbers";
    }
    if (DECIMAL.matcher(token).matches()) {
      return "decimalNumbers";
    }
    return DIGITS.matcher(token).matches() ? "numerical" : "alphaNumeric";
  }
}
