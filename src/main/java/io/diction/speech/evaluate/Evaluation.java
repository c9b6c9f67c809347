package io.diction.speech.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One system's result on a set of utterances.
 *
 * @param utterances in the order measured
 */
public record Evaluation(List<Scored> utterances) {

  /**
   * One utterance.
   *
   * @param id names it
   * @param speaker who spoke; empty for unknown
   * @param alignment reference and hypothesis side by side
   * @param confidences of the hypothesis' words; empty where they are not known
   */
  public record Scored(
      String id, String speaker, WordAlignment alignment, List<Double> confidences) {
    public Scored {
      confidences = confidences == null ? List.of() : List.copyOf(confidences);
    }

    public static Scored of(String id, String reference, String hypothesis) {
      return new Scored(
          id,
          "",
          WordAlignment.align(ScoringText.words(reference), ScoringText.words(hypothesis)),
          List.of());
    }
  }

  /**
   * A word taken for another.
   *
   * @param reference what was said; empty for an insertion
   * @param hypothesis what was recognised; empty for a deletion
   */
  public record Confusion(String reference, String hypothesis, int count) {}

  /**
   * A word of the reference, or one that was made up.
   *
   * @param count how often that happened
   * @param said how often it was said
   */
  public record WordErrors(String word, int count, int said) {}

  public Evaluation {
    utterances = List.copyOf(utterances);
  }

  /** The counts over all utterances. */
  public WordErrorRate total() {
    WordErrorRate total = WordErrorRate.ZERO;
    for (Scored utterance : utterances) {
      total = total.plus(utterance.alignment().errors());
    }
    return total;
  }

  /** Share of utterances with at least one error. */
  public double sentenceErrorRate() {
    long wrong = utterances.stream().filter(u -> u.alignment().errors().errors() > 0).count();
    return utterances.isEmpty() ? 0 : (double) wrong / utterances.size();
  }

  /** The counts of each speaker, by name; those of unknown speakers together, under "". */
  public SortedMap<String, WordErrorRate> speakers() {
    SortedMap<String, WordErrorRate> speakers = new TreeMap<>();
    for (Scored utterance : utterances) {
      speakers.merge(utterance.speaker(), utterance.alignment().errors(), WordErrorRate::plus);
    }
    return speakers;
  }

  /** How well the confidences tell right words from wrong ones. */
  public Reliability reliability() {
    List<Reliability.Outcome> outcomes = new ArrayList<>();
    for (Scored utterance : utterances) {
      Iterator<Double> confidence = utterance.confidences().iterator();
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.hypothesis() != null && confidence.hasNext()) {
          boolean right = pair.kind() == WordAlignment.Kind.HIT;
          outcomes.add(new Reliability.Outcome(confidence.next(), right));
        }
      }
    }
    return Reliability.of(outcomes);
  }

  /**
   * How well words and phrases were recognised, in their order.
   *
   * @param terms as they are compared: normalised like the transcripts
   */
  public List<TermScore> terms(List<String> terms) {
    return new TermCount(terms).scores(this);
  }

  /** The most frequent errors first; among equals by word. */
  public List<Confusion> confusions(int atMost) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (Scored utterance : utterances) {
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.kind() != WordAlignment.Kind.HIT) {
          String said = pair.reference() == null ? "" : pair.reference();
          String heard = pair.hypothesis() == null ? "" : pair.hypothesis();
          counts.merge(List.of(said, heard), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Confusion(e.getKey().get(0), e.getKey().get(1), e.getValue()))
        .sorted(
            Comparator.comparingInt(Confusion::count)
                .reversed()
                .thenComparing(Confusion::reference)
                .thenComparing(Confusion::hypothesis))
        .limit(atMost)
        .toList();
  }

  /** The words that were said and not recognised, the most frequent first, then by word. */
  public List<WordErrors> missed(int atMost) {
    Map<String, Integer> counts = new HashMap<>();
    for (Scored utterance : utterances) {
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.reference() != null && pair.kind() != WordAlignment.Kind.HIT) {
          counts.merge(pair.reference(), 1, Integer::sum);
        }
      }
    }
    return most(counts, atMost);
  }

  /**
   * The words that were made up beside all that was said, the most frequent first, then by word.
   */
  public List<WordErrors> inserted(int atMost) {
    Map<String, Integer> counts = new HashMap<>();
    for (Scored utterance : utterances) {
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.hypothesis() != null && pair.kind() == WordAlignment.Kind.INSERTION) {
          counts.merge(pair.hypothesis(), 1, Integer::sum);
        }
      }
    }
    return most(counts, atMost);
  }

  private List<WordErrors> most(Map<String, Integer> counts, int atMost) {
    Map<String, Integer> said = new HashMap<>();
    for (Scored utterance : utterances) {
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.reference() != null) {
          said.merge(pair.reference(), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(e -> new WordErrors(e.getKey(), e.getValue(), said.getOrDefault(e.getKey(), 0)))
        .sorted(
            Comparator.comparingInt(WordErrors::count).reversed().thenComparing(WordErrors::word))
        .limit(atMost)
        .toList();
  }
}
