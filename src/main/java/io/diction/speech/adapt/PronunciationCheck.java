package io.diction.speech.adapt;

import io.diction.speech.SpeechModel;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.StructuredText;
import io.diction.speech.corpus.StructuredText.Pronounced;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.corpus.Transcripts.Content;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of lists of pronunciations that training cannot use: those that are no entry, and
 * those with nothing to speak in the phones and letters that the base model knows. Not for several
 * threads.
 */
public final class PronunciationCheck {
  private static final int LONGEST_SHOWN = 80;

  private final Supplier<Optional<SpeechModel>> base;
  private @Nullable Optional<Sounds> sounds;

  /**
   * @param base asked for with the first pronunciation; without one, what has a letter or a digit
   *     passes
   */
  public PronunciationCheck(Supplier<Optional<SpeechModel>> base) {
    this.base = base;
  }

  /**
   * A line that is not used.
   *
   * @param line from 1
   * @param column from 1
   * @param found what stands there, at most 80 characters of it
   */
  public record Problem(int line, int column, String found) {}

  /**
   * Reads a file through if it has pronunciations.
   *
   * @param name as its owner knows it; its extension decides the format
   */
  public List<Problem> check(Path file, String name) throws IOException {
    return check(file, name, Transcripts.content(file, name, CorpusLimits.DEFAULT));
  }

  /**
   * The same of a file that was looked at.
   *
   * @param content what it brings
   */
  public List<Problem> check(Path file, String name, Content content) throws IOException {
    return switch (content) {
      case SPOKEN_FORMS -> list(file, name);
      case STRUCTURED -> lexicon(file, name);
      case SENTENCES, NOTES, DISPLAY_RULES -> List.of();
    };
  }

  private List<Problem> list(Path file, String name) throws IOException {
    List<Problem> problems = new ArrayList<>();
    int[] number = {0};
    // What cannot be read was a finding when the text was.
    var unused =
        Transcripts.lines(
            file,
            name,
            CorpusLimits.DEFAULT,
            line -> {
              number[0]++;
              String text = line.strip();
              if (!text.isEmpty() && !Transcripts.isComment(text) && !isRight(text)) {
                int column =
                    line.indexOf(text) + (text.indexOf('\t') < 0 ? 1 : text.indexOf('\t') + 2);
                problems.add(new Problem(number[0], column, shown(text)));
              }
            });
    return problems;
  }

  private boolean isRight(String text) {
    return TermLists.spokenForm(text).filter(form -> isSpeakable(form.spoken())).isPresent();
  }

  private List<Problem> lexicon(Path file, String name) throws IOException {
    List<Problem> problems = new ArrayList<>();
    for (Pronounced entry : StructuredText.lexicon(file, name, CorpusLimits.DEFAULT)) {
      if (!isSpeakable("/" + entry.phones() + "/")) {
        problems.add(
            new Problem(entry.line(), entry.column(), shown(entry.word() + "/" + entry.phones())));
      }
    }
    return problems;
  }

  private boolean isSpeakable(String spoken) {
    Optional<Sounds> known = sounds;
    if (known == null) {
      known = base.get().map(Sounds::of);
      sounds = known;
    }
    return known.isPresent()
        ? known.get().isSpeakable(spoken)
        : spoken.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static String shown(String text) {
    String line = text.replace('\t', ' ');
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN - 1) + "…";
  }

  /** What a base model can speak: as training decides it, but without guessing. */
  private record Sounds(Pronouncer pronouncer, TextNormalizer normalizer, Set<Integer> letters) {
    static Sounds of(SpeechModel model) {
      TextNormalizer normalizer = ModelEvaluation.normalizer(model);
      Set<Integer> letters = new HashSet<>();
      for (String word : model.lexicon().words()) {
        word.codePoints().filter(Character::isLetter).forEach(letters::add);
      }
      return new Sounds(
          new Pronouncer(model.lexicon(), normalizer, Sounds::noGuesses), normalizer, letters);
    }

    private static GraphemeToPhoneme noGuesses() {
      throw new IllegalStateException("no word is guessed here");
    }

    boolean isSpeakable(String spoken) {
      boolean byPhones = spoken.length() > 2 && spoken.startsWith("/") && spoken.endsWith("/");
      return pronouncer.phones(spoken).isPresent()
          || (!byPhones && normalizer.words(spoken).stream().anyMatch(this::hasLetter));
    }

    private boolean hasLetter(String word) {
      return word.codePoints().anyMatch(letters::contains);
    }
  }
}
