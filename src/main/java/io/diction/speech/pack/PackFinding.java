package io.diction.speech.pack;

/**
 * Something about a pack that its owner should know.
 *
 * @param severity an error keeps the pack from being installed
 * @param sentence says what is wrong, where, and what to do
 */
public record PackFinding(Severity severity, String sentence) {
  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  static PackFinding error(String sentence) {
    return new PackFinding(Severity.ERROR, sentence);
  }

  static PackFinding warning(String sentence) {
    return new PackFinding(Severity.WARNING, sentence);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
