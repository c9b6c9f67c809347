package io.diction.api.phrase;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How phrases of a language are written. */
public record PhraseStyle(String locale, Punctuation punctuation, Profanity profanity) {
  private static final Pattern MARKS_BEHIND = Pattern.compile("[.,;:?!…]+$");
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
  private static final Pattern LETTER = Pattern.compile("[\\p{L}\\p{N}]");
  private static final String ENDS = ".?!";

  /** What is shown, with marks and capitals. */
  public String display(Phrase phrase) {
    return Phrase.joined(displayTokens(phrase));
  }

  /** Numbers and the like as they are written, without marks and capitals. */
  public String itn(Phrase phrase) {
    return Phrase.joined(bare(phrase));
  }

  /** The same with regard to profanity. */
  public String maskedItn(Phrase phrase) {
    return Phrase.joined(clean(bare(phrase)));
  }

  /** The parts of {@link #display}, with their times. */
  public List<WordTiming> displayTokens(Phrase phrase) {
    List<WordTiming> tokens =
        punctuation.isAutomatic() ? phrase.tokens() : withoutMarks(phrase.tokens());
    return clean(punctuation.isDictated() ? dictated(tokens) : tokens);
  }

  private List<WordTiming> bare(Phrase phrase) {
    Locale language = Locale.forLanguageTag(locale);
    return withoutMarks(phrase.tokens()).stream()
        .map(token -> with(token, token.word().toLowerCase(language)))
        .toList();
  }

  private static List<WordTiming> withoutMarks(List<WordTiming> tokens) {
    return tokens.stream()
        .map(token -> with(token, MARKS_BEHIND.matcher(token.word()).replaceFirst("")))
        .filter(token -> !token.word().isEmpty())
        .toList();
  }

  private List<WordTiming> dictated(List<WordTiming> tokens) {
    List<String> plain = tokens.stream().map(this::plain).toList();
    List<WordTiming> written = new ArrayList<>();
    boolean begins = false;
    for (int i = 0; i < tokens.size(); i++) {
      SpokenMarks.Found mark =
          SpokenMarks.at(locale, plain, i, punctuation == Punctuation.DICTATED);
      if (mark == null) {
        written.add(begins ? capital(tokens.get(i)) : tokens.get(i));
        begins = false;
      } else {
        i += mark.length() - 1;
        begins = ENDS.contains(mark.written());
        mark(written, mark.written(), tokens.get(i));
      }
    }
    return written;
  }

  /** Behind the word before it, in the place of what was guessed there. */
  private static void mark(List<WordTiming> written, String mark, WordTiming said) {
    if (written.isEmpty()) {
      written.add(with(said, mark));
      return;
    }
    WordTiming before = written.remove(written.size() - 1);
    written.add(with(before, MARKS_BEHIND.matcher(before.word()).replaceFirst("") + mark));
  }

  private List<WordTiming> clean(List<WordTiming> tokens) {
    if (profanity == Profanity.NONE) {
      return tokens;
    }
    List<WordTiming> clean = new ArrayList<>();
    for (WordTiming token : tokens) {
      String word =
          ProfaneWords.contain(locale, plain(token)) ? replacement(token.word()) : token.word();
      if (word != null) {
        clean.add(with(token, word));
      }
    }
    return clean;
  }

  private @Nullable String replacement(String word) {
    return switch (profanity) {
      case REMOVED -> null;
      case TAGS -> "<profanity>" + word + "</profanity>";
      case MASKED -> LETTER.matcher(word).replaceAll("*");
      case NONE -> word;
    };
  }

  private String plain(WordTiming token) {
    return AROUND.matcher(token.word()).replaceAll("").toLowerCase(Locale.forLanguageTag(locale));
  }

  private static WordTiming capital(WordTiming token) {
    String word = token.word();
    return word.isEmpty()
        ? token
        : with(token, word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
  }

  private static WordTiming with(WordTiming token, String word) {
    return new WordTiming(word, token.startSeconds(), token.endSeconds(), token.confidence());
  }
}
