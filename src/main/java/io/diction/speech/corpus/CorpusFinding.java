package io.diction.speech.corpus;

import java.util.List;

/**
 * Something to tell the owner of a file.
 *
 * @param file name within the data as the owner knows it
 * @param line from 1; 0 when it is about the whole file
 * @param column in characters from 1; 0 when it is about the whole line
 * @param arguments for the sentence of the code; short, shown as they are
 */
public record CorpusFinding(
    FindingCode code,
    FindingCode.Severity severity,
    String file,
    int line,
    int column,
    List<String> arguments) {
  private static final int LONGEST_ARGUMENT = 120;

  public CorpusFinding {
    arguments = arguments.stream().map(CorpusFinding::shortened).toList();
  }

  static CorpusFinding of(
      FindingCode code, String file, int line, int column, Object... arguments) {
    return new CorpusFinding(
        code,
        code.severity(),
        file,
        line,
        column,
        List.of(arguments).stream().map(Object::toString).toList());
  }

  /** The same finding, blocking: where data was declared as complete pairs. */
  CorpusFinding asError() {
    return new CorpusFinding(code, FindingCode.Severity.ERROR, file, line, column, arguments);
  }

  public boolean isError() {
    return severity == FindingCode.Severity.ERROR;
  }

  /** English sentence with file, line and column, for the command line and logs. */
  public String describe() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(", line ").append(line);
    }
    if (column > 0) {
      text.append(", column ").append(column);
    }
    String sentence = code.pattern();
    for (int i = 0; i < arguments.size(); i++) {
      sentence = sentence.replace("{" + i + "}", arguments.get(i));
    }
    return text.append(": ").append(sentence).toString();
  }

  /** Arguments come from users' files: nothing in them may disturb a terminal, a log or a page. */
  private static String shortened(String argument) {
    StringBuilder safe = new StringBuilder();
    argument
        .codePoints()
        .limit(LONGEST_ARGUMENT)
        .forEach(
            c ->
                safe.appendCodePoint(Character.isISOControl(c) || isDirectional(c) ? '\uFFFD' : c));
    return safe.length() < argument.length() ? safe + "…" : safe.toString();
  }

  private static boolean isDirectional(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
