package io.diction.evaluation.export;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A line for every utterance and subject, for spreadsheets (RFC 4180, UTF-8 with a mark).
 *
 * <p>The column {@code alignment} is what the errors were counted by: an entry for each place, with
 * single spaces between, of a mark ({@code H} hit, {@code S} substitution, {@code D} deletion,
 * {@code I} insertion), what was said and what was heard, with a colon before each: {@code
 * H:the:the S:stent:spent D:today: I::a}. Words are written as they are compared, of letters, their
 * marks and apostrophes, so neither space nor colon is part of one. It is empty where nothing was
 * counted.
 */
@Component
class CsvExport {
  private static final List<String> COLUMNS =
      List.of(
          "utterance",
          "file",
          "start_seconds",
          "length_seconds",
          "speaker",
          "sample_rate_hz",
          "snr_db",
          "subject",
          "sha256",
          "reference_words",
          "substitutions",
          "deletions",
          "insertions",
          "word_error_rate",
          "processor_seconds",
          "reference",
          "hypothesis",
          "fault",
          "alignment");

  private final ExportedUtterances utterances;

  CsvExport(ExportedUtterances utterances) {
    this.utterances = utterances;
  }

  void write(Seen test, Writer to) throws IOException {
    to.write('\uFEFF');
    line(to, COLUMNS.stream());
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          if (heard.isEmpty()) {
            line(to, Stream.concat(before(utterance, null), after(utterance, null)));
          }
          for (TestHypothesis one : heard) {
            TestSubject subject = test.subjects().get(one.position());
            line(to, Stream.concat(before(utterance, subject), after(utterance, one)));
          }
        });
  }

  private static Stream<String> before(TestUtterance one, @Nullable TestSubject subject) {
    return Stream.of(
        one.id(),
        one.fileName(),
        number(one.startMs() / 1000.0),
        number(one.lengthSeconds()),
        one.speaker(),
        one.sampleRate() == null ? "" : one.sampleRate().toString(),
        one.snr() == null ? "" : number(one.snr()),
        subject == null ? "" : subject.label(),
        subject == null ? "" : subject.sha256());
  }

  private static Stream<String> after(TestUtterance one, @Nullable TestHypothesis heard) {
    boolean counted = heard != null && !one.reference().isBlank();
    return Stream.of(
        counted ? String.valueOf(heard.errors().words()) : "",
        counted ? String.valueOf(heard.errors().substitutions()) : "",
        counted ? String.valueOf(heard.errors().deletions()) : "",
        counted ? String.valueOf(heard.errors().insertions()) : "",
        counted ? String.format(Locale.ROOT, "%.4f", heard.errors().rate()) : "",
        heard == null ? "" : number(heard.processorMs() / 1000),
        one.reference(),
        heard == null ? "" : heard.text(),
        one.fault(),
        counted ? alignment(heard.words()) : "");
  }

  static String alignment(List<Word> words) {
    return words.stream()
        .map(
            word ->
                "%c:%s:%s"
                    .formatted(
                        word.kind().name().charAt(0),
                        Objects.requireNonNullElse(word.reference(), ""),
                        Objects.requireNonNullElse(word.hypothesis(), "")))
        .collect(Collectors.joining(" "));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static void line(Writer to, Stream<String> cells) throws IOException {
    to.write(cells.map(CsvExport::cell).collect(Collectors.joining(",")));
    to.write("\r\n");
  }

  /** A spreadsheet would run what begins like a formula; a number is none. */
  static String cell(String text) {
    boolean runs = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    String safe = runs && !text.matches("-[0-9]+(\\.[0-9]+)?") ? "'" + text : text;
    return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }
}
