package io.diction.speech.adapt;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a model is trained on; any part may be empty, not all of them.
 *
 * @param utterances transcripts, most of a recording
 * @param texts sentences of the domain, without recordings
 * @param vocabulary terms that must be recognised
 * @param spokenForms how displayed forms are spoken
 * @param displayRules lines of a file with rules of display, as {@link
 *     io.diction.speech.display.DisplayRules#parse} reads them
 */
public record TrainingData(
    List<Utterance> utterances,
    List<Text> texts,
    List<Term> vocabulary,
    List<SpokenForm> spokenForms,
    List<String> displayRules) {

  /** Without rules of display. */
  public TrainingData(
      List<Utterance> utterances,
      List<Text> texts,
      List<Term> vocabulary,
      List<SpokenForm> spokenForms) {
    this(utterances, texts, vocabulary, spokenForms, List.of());
  }

  /** Whether data trains or only measures. */
  public enum Use {
    TRAIN,
    TEST
  }

  /**
   * Something said, as written down.
   *
   * @param id unique name
   * @param recorded whether there is a recording of it
   * @param text as written by the user; empty for a recording without a transcript
   */
  public record Utterance(String id, boolean recorded, String text, Use use) {}

  /**
   * Text of the domain, read line by line whenever it is needed.
   *
   * @param name as the user knows it, for messages
   */
  public record Text(String name, Lines lines) {}

  /** Gives all lines in order, each time the same. */
  @FunctionalInterface
  public interface Lines {
    void forEach(Consumer<String> line) throws IOException;
  }

  /**
   * A term to recognise.
   *
   * @param term as displayed, one word or several
   * @param pronunciation phones of the base model separated by spaces, or a spelling of how it
   *     sounds; empty to guess
   * @param weight how much more probable than an ordinary term, above 0; usually 1
   * @param sentences examples of its use; may be empty
   */
  public record Term(String term, String pronunciation, double weight, List<String> sentences) {
    public Term {
      sentences = List.copyOf(sentences);
      if (!(weight > 0 && weight <= 1000)) {
        throw new IllegalArgumentException("weight of \"" + term + "\": " + weight);
      }
    }

    public static Term of(String term) {
      return new Term(term, "", 1, List.of());
    }
  }

  /**
   * How a displayed form is spoken.
   *
   * @param display one word, such as {@code IEEE}
   * @param spoken words, letters or syllables, such as {@code i triple e}
   */
  public record SpokenForm(String display, String spoken) {}

  public TrainingData {
    utterances = List.copyOf(utterances);
    texts = List.copyOf(texts);
    vocabulary = List.copyOf(vocabulary);
    spokenForms = List.copyOf(spokenForms);
    displayRules = List.copyOf(displayRules);
  }

  /** Names of utterances that have a recording. */
  public static Set<String> recorded(List<Utterance> utterances) {
    return utterances.stream()
        .filter(Utterance::recorded)
        .map(Utterance::id)
        .collect(Collectors.toSet());
  }

  public boolean isEmpty() {
    return utterances.isEmpty() && texts.isEmpty() && vocabulary.isEmpty() && spokenForms.isEmpty();
  }
}
