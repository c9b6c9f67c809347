package io.diction.speech.display;

import io.diction.speech.WordTiming;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes recognised words as a person would. Immutable, shared by threads; time is linear in the
 * words but for sentences that cannot be read back.
 */
public final class DisplayWriter {
  /** A sentence is written anew so often before all its numbers stay words. */
  private static final int MOST_ATTEMPTS = 6;

  private final @Nullable WrittenLanguage language;
  private final TextNormalizer normalizer;
  private final DisplayModel learnt;
  private final RuleMatcher rules;
  private final Punctuator punctuator;

  /** Whether marks between and behind sentences are wanted. */
  private enum Marks {
    WRITTEN,
    LEFT_OUT
  }

  private DisplayWriter(
      WrittenLanguage language,
      TextNormalizer normalizer,
      DisplayModel learnt,
      DisplayRules rules) {
    this.language = language;
    this.normalizer = normalizer;
    this.learnt = learnt;
    this.rules = new RuleMatcher(rules, normalizer);
    punctuator = new Punctuator(language, learnt.breaks());
  }

  /**
   * The writer of a language. One that is not known gets capitals and stops, and its numbers stay
   * words.
   *
   * @param known whether the lexicon of the model has a word
   * @param rules of the user; {@link DisplayRules#NONE} for none
   */
  public static DisplayWriter of(
      Locale locale, Predicate<String> known, DisplayModel learnt, DisplayRules rules) {
    WrittenLanguage language =
        switch (locale.getLanguage()) {
          case "en" -> new EnglishWriting();
          case "de" -> new GermanWriting();
          default -> new PlainWriting();
        };
    return new DisplayWriter(
        language, TextNormalizer.of(locale.toLanguageTag(), known), learnt, rules);
  }

  /** The display form of words with their times. */
  public DisplayText write(List<WordTiming> words) {
    return write(words, Marks.WRITTEN);
  }

  /**
   * The display form of one utterance without punctuation, as rules are tested.
   *
   * @param lexical words separated by spaces
   */
  public String writeWithoutPunctuation(String lexical) {
    List<WordTiming> words = new ArrayList<>();
    for (String word : lexical.strip().split("\\s+")) {
      words.add(new WordTiming(word, 0, 0, 1));
    }
    return write(words, Marks.LEFT_OUT).text();
  }

  private DisplayText write(List<WordTiming> timings, Marks marks) {
    List<String> words =
        timings.stream().map(timing -> timing.word().toLowerCase(Locale.ROOT)).toList();
    int[] breaks = new int[words.size()];
    if (marks == Marks.WRITTEN) {
      breaks = punctuator.breaks(timings, words);
    }
    List<WordTiming> tokens = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      if (breaks[i] == BreakModel.STOP || i + 1 == words.size()) {
        sentence(timings, words, from, i + 1, breaks, marks, tokens);
        from = i + 1;
      }
    }
    return new DisplayText(tokens);
  }

  private void sentence(
      List<WordTiming> timings,
      List<String> all,
      int from,
      int to,
      int[] breaks,
      Marks marks,
      List<WordTiming> tokens) {
    List<String> words = all.subList(from, to);
    List<Span> spans = readable(words);
    boolean question = marks == Marks.WRITTEN && language.isQuestion(words, 0, words.size());
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      String text = span.written();
      if (i == 0) {
        text = begun(span);
      }
      if (marks == Marks.WRITTEN) {
        boolean last = i + 1 == spans.size();
        int kind = breaks[from + span.to() - 1];
        text = last ? ended(text, question) : kind == BreakModel.COMMA ? text + "," : text;
      }
      if (!text.isEmpty()) {
        tokens.add(token(text, timings.subList(from + span.from(), from + span.to())));
      }
    }
  }

  /** With a capital, unless its spelling is settled. */
  private static String begun(Span span) {
    String text = span.written();
    int at = text.startsWith("'") && text.length() > 1 ? 1 : 0;
    int letter = text.isEmpty() ? 0 : text.codePointAt(at);
    boolean open = !span.isFixed() || (!span.isOwn() && text.equals(text.toLowerCase(Locale.ROOT)));
    open &= text.substring(at).equals(text.substring(at).toLowerCase(Locale.ROOT));
    return open && Character.isLowerCase(letter) && text.indexOf('@') < 0 && !isAddress(text)
        ? text.substring(0, at) + capital(text.substring(at))
        : text;
  }

  private static boolean isAddress(String text) {
    return text.indexOf('.') > 0 && text.indexOf(' ') < 0;
  }

  private static String ended(String text, boolean question) {
    if (question) {
      return text + "?";
    }
    return text.endsWith(".") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
  }

  private static WordTiming token(String text, List<WordTiming> words) {
    double confidence = 1;
    for (WordTiming word : words) {
      confidence = Math.min(confidence, word.confidence());
    }
    return new WordTiming(
        text, words.get(0).startSeconds(), words.get(words.size() - 1).endSeconds(), confidence);
  }

  /** Spans that, read aloud, give the words again. */
  private List<Span> readable(List<String> words) {
    List<String> spoken = normalizer.words(String.join(" ", words));
    Set<Integer> plain = new HashSet<>();
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      List<Span> spans = spans(words, plain);
      StringBuilder text = new StringBuilder();
      for (Span span : spans) {
        text.append(span.isOwn() ? asRead(words, span) : span.written()).append(' ');
      }
      List<String> read = normalizer.words(text.toString());
      int same = 0;
      while (same < Math.min(read.size(), spoken.size())
          && read.get(same).equals(spoken.get(same))) {
        same++;
      }
      boolean equal = same == spoken.size() && same == read.size();
      if (equal || isSaidLike(read, spoken)) {
        return spans;
      }
      // What differs was read together with its neighbour: "may third" from "may" and "3".
      int suspect = Math.min(same, words.size() - 1);
      for (Span span : spans) {
        if (span.to() >= suspect && span.from() <= suspect + 1) {
          for (int i = span.from(); i < span.to(); i++) {
            plain.add(i);
          }
        }
      }
    }
    for (int i = 0; i < words.size(); i++) {
      plain.add(i);
    }
    return spans(words, plain);
  }

  /** A name keeps its capital: a title before a small word would be read as something else. */
  private static String asRead(List<String> words, Span span) {
    String plain = plain(words, span);
    return span.written().equals(capital(plain)) ? span.written() : plain;
  }

  private static String plain(List<String> words, Span span) {
    return String.join(" ", words.subList(span.from(), span.to()));
  }

  /**
   * @param plain indices of words that stay words, unless the user says how they are written
   */
  private List<Span> spans(List<String> words, Set<Integer> plain) {
    List<Span> own = rules.spans(words);
    List<Span> spans = new ArrayList<>();
    int next = 0;
    int i = 0;
    while (i < words.size()) {
      if (next < own.size() && own.get(next).from() == i) {
        spans.add(own.get(next));
        i = own.get(next++).to();
        continue;
      }
      int limit = next < own.size() ? own.get(next).from() : words.size();
      Span span = form(words.subList(0, limit), i);
      if (span == null && !plain.contains(i)) {
        span = written(words.subList(0, limit), i, plain);
      }
      if (span == null) {
        span =
            plain.contains(i)
                ? new Span(i, i + 1, words.get(i), Span.Kind.WORD)
                : word(words, i, spans);
      }
      spans.add(span);
      i = span.to();
    }
    return spans;
  }

  /** The longest form of the user's own that begins here. */
  private @Nullable Span form(List<String> words, int from) {
    for (int length = Math.min(learnt.longestForm(), words.size() - from); length > 0; length--) {
      String display = learnt.display(String.join(" ", words.subList(from, from + length)));
      if (display != null) {
        return Span.own(from, from + length, display);
      }
    }
    return null;
  }

  private @Nullable Span written(List<String> words, int from, Set<Integer> plain) {
    for (Span span : language.written(words, from)) {
      if (span.to() <= words.size() && isFree(span, plain) && readsBack(words, span)) {
        return span;
      }
    }
    return null;
  }

  private static boolean isFree(Span span, Set<Integer> plain) {
    for (int i = span.from(); i < span.to(); i++) {
      if (plain.contains(i)) {
        return false;
      }
    }
    return true;
  }

  /** Variants that people say and the normaliser does not are as good: "one hundred and five". */
  private boolean readsBack(List<String> words, Span span) {
    List<String> said = normalizer.words(plain(words, span));
    List<String> read = normalizer.words(span.written());
    return read.equals(said) || isSaidLike(read, said);
  }

  /** Whether two ways to say something are one. */
  private boolean isSaidLike(List<String> read, List<String> said) {
    return language.essence(read).equals(language.essence(said))
        || isSpeltAs(read, said)
        || language.essence(read).equals(language.essence(language.asRead(said)));
  }

  /** A dictionary may know what was said letter by letter as one word or two: "ibm pc". */
  private boolean isSpeltAs(List<String> read, List<String> said) {
    List<String> readWords = language.essence(joined(read));
    List<String> saidWords = language.essence(joined(said));
    return read.size() < said.size()
        && readWords.size() >= saidWords.size()
        && String.join("", readWords).equals(String.join("", saidWords));
  }

  /** Letters in a row as one word; two that end in an article are none. */
  private static List<String> joined(List<String> words) {
    List<String> kept = new ArrayList<>();
    int from = 0;
    while (from < words.size()) {
      int to = from;
      while (to < words.size() && words.get(to).length() == 1) {
        to++;
      }
      boolean isInitialism = to - from > 2 || (to - from == 2 && !words.get(to - 1).equals("a"));
      int end = isInitialism ? to : from + 1;
      kept.add(String.join("", words.subList(from, end)));
      from = end;
    }
    return kept;
  }

  private Span word(List<String> words, int at, List<Span> before) {
    String word = words.get(at);
    if (at + 1 < words.size()) {
      boolean name = Character.isUpperCase(cased(words.get(at + 1)).codePointAt(0));
      String title = language.title(word, name);
      if (title != null
          && readsBack(words, Span.fixed(at, at + 2, title + " " + capital(words.get(at + 1))))) {
        return Span.fixed(at, at + 1, title);
      }
    }
    String cased = cased(word);
    boolean named =
        !before.isEmpty()
            && before.get(before.size() - 1).isFixed()
            && language.title(words.get(at - 1), true) != null;
    return new Span(at, at + 1, named ? capital(cased) : cased, Span.Kind.WORD);
  }

  private String cased(String word) {
    String known = learnt.display(word);
    if (known == null || known.codePoints().anyMatch(Character::isWhitespace)) {
      known = learnt.cased(word);
    }
    if (known == null) {
      known = language.cased(word);
    }
    return known == null ? word : known;
  }

  private static String capital(String word) {
    int first = word.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + word.substring(Character.charCount(first));
  }
}
