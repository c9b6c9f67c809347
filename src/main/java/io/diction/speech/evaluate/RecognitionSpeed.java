package io.diction.speech.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * How quickly a model recognised.
 *
 * @param timesRealTime processor time of one thread per second of audio; 0.1 is ten times faster
 *     than speech
 * @param medianSeconds from having an utterance's audio to having its words, half of the utterances
 *     took longer
 * @param slowestSeconds the same, 5 % of the utterances took longer
 */
public record RecognitionSpeed(double timesRealTime, double medianSeconds, double slowestSeconds) {
  private static final double SLOWEST = 0.95;

  /**
   * One utterance.
   *
   * @param audioSeconds its length
   * @param processorSeconds of the thread that recognised it
   * @param seconds from beginning to end
   */
  public record Taken(double audioSeconds, double processorSeconds, double seconds) {}

  /** Sums up utterances. */
  public static RecognitionSpeed of(List<Taken> utterances) {
    double audio = utterances.stream().mapToDouble(Taken::audioSeconds).sum();
    double processor = utterances.stream().mapToDouble(Taken::processorSeconds).sum();
    double[] seconds = utterances.stream().mapToDouble(Taken::seconds).toArray();
    Arrays.sort(seconds);
    return new RecognitionSpeed(
        audio == 0 ? 0 : processor / audio, quantile(seconds, 0.5), quantile(seconds, SLOWEST));
  }

  private static double quantile(double[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1) + 0.5)];
  }
}
