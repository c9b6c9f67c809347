package io.diction.speech.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language with rules: they rewrite one after the other what is not a word (addresses, dates,
 * money, numbers, abbreviations, symbols) into words; the rest is cut at everything but letters and
 * inner apostrophes. Time is linear in the text.
 */
final class RuleNormalizer implements TextNormalizer {
  /** Ends of sentences: a stop, quotes, white space, then what can begin one. */
  private static final Pattern SENTENCE_END =
      Pattern.compile("[.!?]++[\"')\\]]*+\\s++(?=[\"'(\\[]*+[\\p{Lu}0-9\uE000-\uF8FF])");

  private static final int LOOK_BACK = 14;
  private static final Pattern LAST_TOKEN = Pattern.compile("([\\p{L}.]{1,14})\\.$");
  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  private final LanguageRules language;
  private final Predicate<String> known;
  private final List<SpokenRule> rules;
  private final StandIns standIns;

  RuleNormalizer(
      LanguageRules language, Predicate<String> known, Collection<String> displayedForms) {
    this.language = language;
    this.known = known;
    rules = language.rules(known);
    Set<String> sorted =
        new TreeSet<>(
            Comparator.comparingInt(String::length)
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
    for (String form : displayedForms) {
      sorted.add(form.strip().toLowerCase(Locale.ROOT));
    }
    sorted.removeIf(form -> form.isEmpty() || form.indexOf(' ') >= 0 || isPlainWord(form));
    standIns = new StandIns(List.copyOf(sorted));
  }

  /** Whether the form comes through the rules as it is, once the lexicon has it. */
  private static boolean isPlainWord(String form) {
    return form.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '\'');
  }

  @Override
  public List<String> words(String text) {
    return spoken(standIns.put(plain(text)));
  }

  private List<String> spoken(String prepared) {
    String plain = prepared;
    int kinds = SpokenRule.kinds(plain);
    // A line in capitals throughout is emphasis, not a row of initialisms.
    if ((kinds & SpokenRule.CAPITAL) != 0 && isShouted(plain)) {
      plain = plain.toLowerCase(Locale.ROOT);
      kinds &= ~SpokenRule.CAPITAL;
    }
    for (SpokenRule rule : rules) {
      if ((rule.needs() & ~kinds) != 0) {
        continue;
      }
      Matcher matcher = rule.written().matcher(plain);
      if (matcher.find()) {
        plain = matcher.replaceAll(m -> replacement(m, rule));
      }
    }
    return cut(plain.toLowerCase(Locale.ROOT));
  }

  private static String replacement(MatchResult m, SpokenRule rule) {
    String spoken = rule.spoken().apply(m);
    return Matcher.quoteReplacement(spoken.equals(m.group()) ? spoken : " " + spoken + " ");
  }

  @Override
  public List<List<String>> sentences(String text) {
    List<List<String>> sentences = new ArrayList<>();
    for (String line : LINE_BREAK.split(text)) {
      String plain = standIns.put(plain(line));
      Matcher end = SENTENCE_END.matcher(plain);
      int from = 0;
      while (end.find()) {
        int back = Math.max(from, end.start() - LOOK_BACK);
        if (!isAbbreviation(plain.substring(back, end.start() + 1))) {
          add(plain.substring(from, end.end()), sentences);
          from = end.end();
        }
      }
      add(plain.substring(from), sentences);
    }
    return sentences;
  }

  private void add(String sentence, List<List<String>> sentences) {
    List<String> words = spoken(sentence);
    if (!words.isEmpty()) {
      sentences.add(words);
    }
  }

  /** Whether a stop after this belongs to an abbreviation or an initial. */
  private boolean isAbbreviation(String upToStop) {
    Matcher token = LAST_TOKEN.matcher(upToStop);
    if (!token.find()) {
      return false;
    }
    String word = token.group(1).toLowerCase(Locale.ROOT);
    return (word.length() == 1 && !word.equals("i"))
        || word.contains(".")
        || language.isAbbreviation(word);
  }

  private String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80 || text.charAt(i) == '`') {
        return PlainText.of(text, language.isWithoutMarks());
      }
    }
    return text;
  }

  static boolean isShouted(String text) {
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
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && isPartOfWord(text.charAt(i))) {
        from = from < 0 ? i : from;
      } else {
        if (from >= 0) {
          take(text.substring(from, i), words);
          from = -1;
        }
        if (i < text.length() && StandIns.is(text.charAt(i))) {
          words.add(standIns.form(text.charAt(i)));
        }
      }
    }
    return words;
  }

  private static boolean isPartOfWord(char c) {
    return (c >= 'a' && c <= 'z')
        || c == '\''
        || Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private void take(String written, List<String> words) {
    String word = written;
    // Apostrophes left and right are quotes unless the lexicon has the word with them.
    if (word.indexOf('\'') >= 0 && !known.test(word)) {
      word = PlainText.withoutQuotes(word);
    }
    // Digits are left only in words of the lexicon and in runs too long to be spoken.
    if (!word.isEmpty() && (word.chars().noneMatch(Character::isDigit) || known.test(word))) {
      words.add(word);
    }
  }
}
