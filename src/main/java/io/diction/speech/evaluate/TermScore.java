package io.diction.speech.evaluate;

/**
 * How well a word or phrase was recognised.
 *
 * @param said how often it was said
 * @param heard how often it was recognised
 * @param right how often both at the same place
 */
public record TermScore(String term, int said, int heard, int right) {

  /** Share of what was said that was recognised; 1 when it was never said. */
  public double recall() {
    return said == 0 ? 1 : (double) right / said;
  }

  /** Share of what was recognised that was said; 1 when it was never recognised. */
  public double precision() {
    return heard == 0 ? 1 : (double) right / heard;
  }
}
