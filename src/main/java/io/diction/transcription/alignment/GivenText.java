package io.diction.transcription.alignment;

import java.util.regex.Pattern;

/**
 * A transcript that somebody gave with a recording.
 *
 * @param name as its owner calls it; its extension tells the format
 * @param sha256 of the stored bytes, as they came
 */
public record GivenText(String name, String sha256) {
  private static final Pattern SUBRIP =
      Pattern.compile("\\A\\s*\\d{1,9}[ \\t]*\\R\\d{2}:\\d{2}:\\d{2},\\d{3} +-->");

  /** What a text that was pasted is called. */
  public static String nameOf(String pasted) {
    if (pasted.stripLeading().startsWith("WEBVTT")) {
      return "transcript.vtt";
    }
    return SUBRIP.matcher(pasted).find() ? "transcript.srt" : "transcript.txt";
  }
}
