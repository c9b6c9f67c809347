package io.diction.evaluation.export;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestUtterance;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * The formats of NIST's sclite: transcripts with an id ({@code trn}) and words with times ({@code
 * ctm}). Words are written as they are compared, so that sclite counts what is shown here.
 */
@Component
class ScliteExport {
  private final ExportedUtterances utterances;

  ScliteExport(ExportedUtterances utterances) {
    this.utterances = utterances;
  }

  void reference(Seen test, Writer to) throws IOException {
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          if (!heard.isEmpty()) {
            line(to, heard.get(0).saidWords(), utterance);
          }
        });
  }

  void hypothesis(Seen test, int subject, Writer to) throws IOException {
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          if (!heard.isEmpty()) {
            line(to, heard.get(subject).heardWords(), utterance);
          }
        });
  }

  private static void line(Writer to, String words, TestUtterance utterance) throws IOException {
    to.write(
        words
            + (words.isEmpty() ? "" : " ")
            + "("
            + speaker(utterance)
            + "-"
            + utterance.id()
            + ")\n");
  }

  /** sclite takes everything before the hyphen for the speaker. */
  private static String speaker(TestUtterance utterance) {
    String name = utterance.speaker().replaceAll("[^\\p{L}\\p{N}]+", "_");
    return name.isEmpty() || name.equals("_") ? "unknown" : name;
  }

  void times(Seen test, int subject, Writer to) throws IOException {
    to.write(";; " + test.subjects().get(subject).label().replaceAll("\\s+", " ") + "\n");
    to.write(";; utterance channel begin duration word confidence\n");
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          if (!heard.isEmpty()) {
            times(to, utterance, heard.get(subject));
          }
        });
  }

  private static void times(Writer to, TestUtterance utterance, TestHypothesis heard)
      throws IOException {
    for (Word word : heard.words()) {
      if (word.hypothesis() != null && word.start() != null && word.end() != null) {
        to.write(
            String.format(
                    Locale.ROOT,
                    "%s-%s 1 %.3f %.3f %s %.3f%n",
                    speaker(utterance),
                    utterance.id(),
                    word.start(),
                    Math.max(0, word.end() - word.start()),
                    word.hypothesis(),
                    word.confidence() == null ? 0 : word.confidence())
                .replace("\r\n", "\n"));
      }
    }
  }
}
