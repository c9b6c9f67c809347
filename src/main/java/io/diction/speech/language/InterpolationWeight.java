package io.diction.speech.language;

import io.diction.speech.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The domain model's share in an interpolation, chosen so that held-out text becomes most probable,
 * by expectation maximisation; F. Jelinek and R. Mercer, "Interpolated Estimation of Markov Source
 * Parameters from Sparse Data", 1980.
 *
 * @param weight share of the domain model, 0 to 1
 * @param curve perplexity of the held-out text by weight, at 0, 0.1 ... 1
 * @param words held-out words that at least one model knows, ends of sentences included
 * @param unknown held-out words that neither model knows
 */
public record InterpolationWeight(double weight, List<Point> curve, int words, int unknown) {

  /** Perplexity at a weight; infinite where one model alone knows none of a word. */
  public record Point(double weight, double perplexity) {}

  private static final int MAX_ITERATIONS = 200;
  private static final double CONVERGED = 1e-5;

  public InterpolationWeight {
    curve = List.copyOf(curve);
  }

  /**
   * A domain model and text that it was not made from.
   *
   * @param heldOut sentences
   */
  public record Fold(BackoffLanguageModel domain, List<List<String>> heldOut) {}

  /** The best weight for a domain model on one held-out text. */
  public static InterpolationWeight choose(
      LanguageModel base,
      BackoffLanguageModel domain,
      List<List<String>> heldOut,
      Progress progress) {
    return choose(base, List.of(new Fold(domain, heldOut)), progress);
  }

  /**
   * The best weight over several folds, for texts too small to spare a part: each fold's model is
   * made from the others' text.
   */
  public static InterpolationWeight choose(
      LanguageModel base, List<Fold> folds, Progress progress) {
    List<double[]> inBase = new ArrayList<>();
    List<double[]> inDomain = new ArrayList<>();
    for (Fold fold : folds) {
      inBase.add(wordProbs(base, fold.heldOut(), progress));
      inDomain.add(wordProbs(fold.domain(), fold.heldOut(), progress));
    }
    double[] ofBase = inBase.stream().flatMapToDouble(Arrays::stream).toArray();
    double[] ofDomain = inDomain.stream().flatMapToDouble(Arrays::stream).toArray();
    int unknown = 0;
    for (int i = 0; i < ofBase.length; i++) {
      if (ofBase[i] == 0 && ofDomain[i] == 0) {
        unknown++;
      }
    }
    double weight = 0.5;
    int words = ofBase.length - unknown;
    for (int iteration = 0; words > 0 && iteration < MAX_ITERATIONS; iteration++) {
      double posterior = 0;
      for (int i = 0; i < ofBase.length; i++) {
        double both = (1 - weight) * ofBase[i] + weight * ofDomain[i];
        if (both > 0) {
          posterior += weight * ofDomain[i] / both;
        }
      }
      double moved = posterior / words;
      boolean converged = Math.abs(moved - weight) < CONVERGED;
      weight = moved;
      if (converged) {
        break;
      }
    }
    List<Point> curve = new ArrayList<>();
    for (int step = 0; step <= 10; step++) {
      curve.add(new Point(step / 10.0, perplexity(ofBase, ofDomain, step / 10.0, words)));
    }
    return new InterpolationWeight(weight, curve, words, unknown);
  }

  /**
   * How much more probable the mixture makes a sentence than the base model alone.
   *
   * @param logProb ln of the ratio, over the words that the base model knows
   * @param words of that kind, the end of the sentence included
   */
  public record Gain(double logProb, int words) {}

  /** The gain of each held-out sentence at a weight below 1. */
  public static List<Gain> gains(
      LanguageModel base, List<Fold> folds, double weight, Progress progress) {
    List<Gain> gains = new ArrayList<>();
    for (Fold fold : folds) {
      for (List<String> sentence : fold.heldOut()) {
        double[] inBase = wordProbs(base, List.of(sentence), progress);
        double[] inDomain = wordProbs(fold.domain(), List.of(sentence), progress);
        double gain = 0;
        int words = 0;
        for (int i = 0; i < inBase.length; i++) {
          if (inBase[i] > 0) {
            gain += StrictMath.log(1 - weight + weight * inDomain[i] / inBase[i]);
            words++;
          }
        }
        gains.add(new Gain(gain, words));
      }
    }
    return gains;
  }

  private static double perplexity(double[] base, double[] domain, double weight, int words) {
    double sum = 0;
    for (int i = 0; i < base.length; i++) {
      if (base[i] > 0 || domain[i] > 0) {
        sum += StrictMath.log((1 - weight) * base[i] + weight * domain[i]);
      }
    }
    return StrictMath.exp(-sum / Math.max(1, words));
  }

  /** P of each word and end of sentence; 0 for a word that the model lacks. */
  private static double[] wordProbs(
      LanguageModel model, List<List<String>> sentences, Progress progress) {
    double[] probs = new double[1024];
    int count = 0;
    for (List<String> sentence : sentences) {
      progress.checkCancelled();
      if (probs.length < count + sentence.size() + 1) {
        probs = Arrays.copyOf(probs, Math.max(probs.length * 2, count + sentence.size() + 1));
      }
      long state = model.startState();
      for (String word : sentence) {
        int id = model.vocabulary().id(word);
        probs[count++] = id == Vocabulary.UNKNOWN ? 0 : StrictMath.exp(model.logProb(state, id));
        state = id == Vocabulary.UNKNOWN ? model.emptyState() : model.nextState(state, id);
      }
      probs[count++] = StrictMath.exp(model.logProb(state, model.endOfSentence()));
    }
    return Arrays.copyOf(probs, count);
  }
}
