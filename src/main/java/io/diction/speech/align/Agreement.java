package io.diction.speech.align;

/**
 * How well a recording and its transcript agree, by the sound alone.
 *
 * <p>The scale: 1 where the words' phones are as likely as the best phones that could be put there
 * without knowing any words, 0 where they are no likelier than phones drawn by chance. A wrong
 * transcript gets 0.2 to 0.5, for alignment makes the best of it; noise moves both ends towards
 * each other. This is the goodness of pronunciation of S. Witt and S. Young, "Phone-level
 * pronunciation scoring and assessment for interactive language learning", Speech Communication
 * 30(2-3), 2000, in units of what chance would give on the same recording.
 *
 * @param score of the utterance: the mean over its phones, 0 to 1
 * @param phones that the mean is over, about
 * @param wordShare share of the transcript's words that the recording says, 0 to 1
 * @param unwrittenFrames speech that no word of the transcript stands for
 */
public record Agreement(double score, int phones, double wordShare, int unwrittenFrames) {
  /** Mean of transcripts that belong to another recording, and its spread from phone to phone. */
  private static final double CHANCE = 0.42;

  private static final double SPREAD = 1;
  private static final double HIGHEST_THRESHOLD = 0.7;

  /** Words below are not what was said, more often than not. */
  static final double WORD_THRESHOLD = 0.6;

  static final Agreement NONE = new Agreement(0, 0, 0, 0);

  /** Whether a word with this agreement was said, more likely than not. */
  public static boolean isSaid(double word) {
    return word >= WORD_THRESHOLD;
  }

  /** Whether the transcript is that of the recording, at least in large part. */
  public boolean holds() {
    return phones > 0 && margin() >= 0;
  }

  /** How far above what chance could give; the lower, the worse the two agree. */
  public double margin() {
    return phones == 0
        ? -1
        : score - Math.min(HIGHEST_THRESHOLD, CHANCE + SPREAD / Math.sqrt(phones));
  }
}
