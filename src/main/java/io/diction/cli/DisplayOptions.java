package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.display.DisplayRules;
import io.diction.speech.display.DisplayWriter;
import io.diction.speech.transcript.TranscriptFormat;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How recognised words are shown. */
final class DisplayOptions {
  private static final long LARGEST_RULES_BYTES = 10L << 20;

  @Option(
      names = "--lexical",
      description =
          "Writes txt, vtt, srt and json with the words as they are recognised, without capitals,"
              + " punctuation and digits; tsv and ctm always have them so.")
  private boolean lexical;

  @Option(
      names = "--display-rules",
      paramLabel = "FILE",
      description = "Own rules of display, with sections #itn, #rewrite, #profanity and #test.")
  private @Nullable Path rules;

  /**
   * @param told problems of the rules, one line each
   * @return null where the words are written as they are
   * @throws FormatException when the rules cannot be read
   */
  @Nullable DisplayWriter writer(
      SpeechModel speech, TranscriptFormat format, Consumer<String> told) {
    if (lexical || format == TranscriptFormat.TSV || format == TranscriptFormat.CTM) {
      return null;
    }
    if (rules == null) {
      return speech.display();
    }
    DisplayRules own = DisplayRules.parse(lines(rules));
    own.problems()
        .forEach(
            problem -> told.accept(rules + ", line " + problem.line() + ": " + problem.reason()));
    DisplayWriter writer = speech.display(own);
    own.run(writer, Progress.NONE).stream()
        .filter(outcome -> !outcome.passed())
        .forEach(outcome -> told.accept(rules + ", " + outcome.reason()));
    return writer;
  }

  /**
   * The lines of a file with rules.
   *
   * @throws FormatException when it cannot be read
   */
  static List<String> lines(Path file) {
    try {
      if (Files.size(file) > LARGEST_RULES_BYTES) {
        throw new FormatException(file.toString(), "", "larger than 10 MB");
      }
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new FormatException(file.toString(), "", "not text in UTF-8", e);
    } catch (IOException e) {
      throw new FormatException(file.toString(), "", Reasons.of(e), e);
    }
  }
}
