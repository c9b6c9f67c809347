package io.diction.transcription;

import java.util.Locale;

/** A position in a recording as players show it: 0:07, 12:31, 1:02:03. */
public final class ClockTime {
  private ClockTime() {}

  public static String of(double seconds) {
    long whole = (long) Math.floor(seconds);
    long hours = whole / 3600;
    long minutes = whole / 60 % 60;
    return hours > 0
        ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d", minutes, whole % 60);
  }
}
