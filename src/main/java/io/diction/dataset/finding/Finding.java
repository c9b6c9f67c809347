package io.diction.dataset.finding;

import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.FindingCode;
import io.diction.web.ErrorCode;
import java.util.List;
import java.util.Locale;

/**
 * Something that is wrong with a dataset, or worth knowing.
 *
 * @param error whether it blocks what it is about
 * @param code the documented code that it belongs to
 * @param rule which sentence: keys {@code dataset.finding.RULE} and {@code .remedy}
 * @param file as its owner knows it
 * @param line from 1, 0 for the whole file
 * @param column from 1, 0 for the whole line
 * @param arguments of the sentence
 * @param times how many it stands for: of many of a rule in a file the first are kept
 */
public record Finding(
    boolean error,
    String code,
    String rule,
    String file,
    int line,
    int column,
    List<String> arguments,
    int times) {
  public static final String REJECTED_AUDIO = "rejected_audio";
  public static final String UNMATCHED_AUDIO = "unmatched_audio";
  public static final String UNMATCHED_TRANSCRIPT = "unmatched_transcript";

  public Finding {
    arguments = List.copyOf(arguments);
  }

  public Finding(
      boolean error,
      String code,
      String rule,
      String file,
      int line,
      int column,
      List<String> arguments) {
    this(error, code, rule, file, line, column, arguments, 1);
  }

  public static Finding error(ErrorCode code, String rule, String file, Object... arguments) {
    return new Finding(true, code.code(), rule, file, 0, 0, texts(arguments));
  }

  public static Finding warning(ErrorCode code, String rule, String file, Object... arguments) {
    return new Finding(false, code.code(), rule, file, 0, 0, texts(arguments));
  }

  /**
   * What the speech core found in a file.
   *
   * @param mismatch what a file that is not of its kind is refused with
   */
  public static Finding of(CorpusFinding found, ErrorCode mismatch) {
    return new Finding(
        found.isError(),
        code(found.code(), mismatch).code(),
        found.code().name().toLowerCase(Locale.ROOT),
        found.file(),
        found.line(),
        found.column(),
        found.arguments(),
        found.code() == FindingCode.MORE_FINDINGS ? Integer.parseInt(found.arguments().get(0)) : 1);
  }

  public Finding asError() {
    return new Finding(true, code, rule, file, line, column, arguments, times);
  }

  /** The same about a file of a folder. */
  public Finding in(String folder) {
    return new Finding(error, code, rule, folder + "/" + file, line, column, arguments, times);
  }

  /** The same, standing for another number. */
  Finding times(int number) {
    return new Finding(error, code, rule, file, line, column, arguments, number);
  }

  private static ErrorCode code(FindingCode found, ErrorCode mismatch) {
    return switch (found) {
      case UNMATCHED_AUDIO -> ErrorCode.UNMATCHED_AUDIO;
      case UNMATCHED_TRANSCRIPT -> ErrorCode.UNMATCHED_TRANSCRIPT;
      case TOO_LARGE, COMPRESSED_TOO_FAR -> ErrorCode.FILE_TOO_LARGE;
      case TOO_MANY_FILES, TOO_MANY_UTTERANCES -> ErrorCode.TOO_MANY_FILES;
      case DUPLICATE_ENTRY, DUPLICATE_NAME -> ErrorCode.DUPLICATE_FILE;
      default -> mismatch;
    };
  }

  private static List<String> texts(Object... arguments) {
    return List.of(arguments).stream().map(Object::toString).toList();
  }

  public String messageKey() {
    return "dataset.finding." + rule;
  }

  public String remedyKey() {
    return messageKey() + ".remedy";
  }

  /** For the message's placeholders. */
  public Object[] messageArguments() {
    return arguments.toArray();
  }
}
