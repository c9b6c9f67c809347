package io.diction.speech;

/** ln(e^a + e^b), the same on every processor. */
public final class LogAdd {
  /** Beyond, the smaller one does not change a double. */
  private static final double EXACT_RANGE = 40;

  private static final float RANGE = 16;
  private static final int STEPS_PER_UNIT = 256;
  private static final float[] TABLE = new float[(int) RANGE * STEPS_PER_UNIT + 2];

  static {
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = (float) StrictMath.log1p(StrictMath.exp(-(double) i / STEPS_PER_UNIT));
    }
  }

  private LogAdd() {}

  /**
   * By a table of ln(1 + e^-d), exact to 2e-5 and several times faster than the library's
   * functions.
   */
  public static float add(float a, float b) {
    float larger = Math.max(a, b);
    float distance = Math.abs(a - b);
    // Also taken when one of them is -infinity, or both are (NaN).
    if (!(distance < RANGE)) {
      return larger;
    }
    float scaled = distance * STEPS_PER_UNIT;
    int below = (int) scaled;
    float fraction = scaled - below;
    return larger + TABLE[below] + fraction * (TABLE[below + 1] - TABLE[below]);
  }

  /** As exact as a double is. */
  public static double exact(double a, double b) {
    double larger = Math.max(a, b);
    double smaller = Math.min(a, b);
    if (smaller == Double.NEGATIVE_INFINITY || larger - smaller > EXACT_RANGE) {
      return larger;
    }
    return larger + StrictMath.log1p(StrictMath.exp(smaller - larger));
  }
}
