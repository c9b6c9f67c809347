package io.diction.dataset.clip;

import java.util.Locale;

/**
 * How loud a recording is, fifty times a second: enough to draw any part of it without decoding it
 * again.
 */
record Peaks(byte[] loudest) {
  static final int A_SECOND = 50;

  /** A line for each of them: finer than a screen shows in a row of a list. */
  private static final int MOST_LINES = 400;

  private static final int HALF_HEIGHT = 50;

  /**
   * What an SVG path draws of a part, 100 units high and as many wide as there are lines.
   *
   * @param lines how many were drawn
   */
  record Drawing(String path, int lines) {}

  Drawing draw(double fromSeconds, double toSeconds) {
    int from = Math.min(loudest.length, (int) (fromSeconds * A_SECOND));
    int to =
        Math.min(loudest.length, Math.max(from + 1, (int) Math.ceil(toSeconds * A_SECOND - 1e-6)));
    int lines = Math.max(1, Math.min(MOST_LINES, to - from));
    StringBuilder path = new StringBuilder(lines * 12);
    for (int line = 0; line < lines; line++) {
      int first = from + (int) ((long) line * (to - from) / lines);
      int end = Math.max(first + 1, from + (int) ((long) (line + 1) * (to - from) / lines));
      int peak = 0;
      for (int at = first; at < Math.min(end, to); at++) {
        peak = Math.max(peak, loudest[at]);
      }
      // Quiet speech is a tenth as loud as loud speech: the root shows both.
      double height = Math.max(0.5, Math.sqrt(peak / 127.0) * HALF_HEIGHT);
      path.append(
          String.format(
              Locale.ROOT, "M%d.5 %.0fV%.0f", line, HALF_HEIGHT - height, HALF_HEIGHT + height));
    }
    return new Drawing(path.toString(), lines);
  }

  /** As a picture by itself, in a colour that can be told from light and dark alike. */
  String svg(double fromSeconds, double toSeconds) {
    Drawing drawing = draw(fromSeconds, toSeconds);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d 100" width="%d" height="100" \
    preserveAspectRatio="none"><path d="%s" fill="none" stroke="#6b7fd7"/></svg>
    """
        .formatted(drawing.lines(), drawing.lines(), drawing.path());
  }
}
