package io.diction.transcription;

import java.util.regex.Pattern;

/** Makes a title of a file name that a browser sent, which may be anything. */
final class SessionName {
  private static final int LONGEST = 200;
  private static final Pattern UNREADABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}]");

  private SessionName() {}

  static String of(String fileName) {
    int folder = Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\'));
    String name = UNREADABLE.matcher(fileName.substring(folder + 1)).replaceAll("").strip();
    if (name.codePointCount(0, name.length()) > LONGEST) {
      name = name.substring(0, name.offsetByCodePoints(0, LONGEST)) + "…";
    }
    return name.isEmpty() ? "recording" : name;
  }
}
