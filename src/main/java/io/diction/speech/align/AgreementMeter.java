package io.diction.speech.align;

import java.util.ArrayList;
import java.util.List;

/** From the scores of an utterance's segments to its {@link Agreement}. */
final class AgreementMeter {
  /** Frames of an average phone; so many frames without words count as one phone not written. */
  private static final int FRAMES_A_PHONE = 8;

  /** No phone counts for less, so that a single slip of the tongue cannot condemn a clip. */
  private static final double LOWEST = -0.2;

  private static final double HIGHEST = 1.2;

  private AgreementMeter() {}

  /** The scale of {@link Agreement}, from log likelihood ratios to the best path of any phones. */
  static double scaled(double ratio, double chanceRatio) {
    return chanceRatio >= 0 ? 1 : Math.max(LOWEST, Math.min(HIGHEST, 1 - ratio / chanceRatio));
  }

  /**
   * The agreement of an utterance.
   *
   * @param words receives the words with their agreement
   */
  static Agreement measure(
      List<PhoneSegment> phones, List<WordSegment> raw, List<WordSegment> words) {
    double[] sums = new double[raw.size()];
    int[] counts = new int[raw.size()];
    double total = 0;
    int count = 0;
    int unwritten = 0;
    for (PhoneSegment phone : phones) {
      if (phone.word() >= 0) {
        total += phone.agreement();
        count++;
        sums[phone.word()] += phone.agreement();
        counts[phone.word()]++;
      } else if (phone.isUnwritten()) {
        unwritten += phone.frames();
      }
    }
    int agreeing = 0;
    List<WordSegment> measured = new ArrayList<>(raw.size());
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      int n = 0;
      // Transcripts go wrong in runs of words; a short word alone says little.
      for (int near = Math.max(0, i - 1); near <= Math.min(sums.length - 1, i + 1); near++) {
        int weight = near == i ? 2 : 1;
        sum += weight * sums[near];
        n += weight * counts[near];
      }
      double agreement = Math.max(0, Math.min(1, sum / n));
      agreeing += agreement >= Agreement.WORD_THRESHOLD ? 1 : 0;
      measured.add(raw.get(i).withAgreement(agreement));
    }
    words.addAll(measured);
    count += unwritten / FRAMES_A_PHONE;
    if (count == 0) {
      return Agreement.NONE;
    }
    return new Agreement(
        Math.max(0, Math.min(1, total / count)),
        count,
        sums.length == 0 ? 0 : (double) agreeing / sums.length,
        unwritten);
  }
}
