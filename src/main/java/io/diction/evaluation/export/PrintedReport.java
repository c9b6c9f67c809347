package io.diction.evaluation.export;

import static io.diction.evaluation.export.ReportTexts.escaped;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** One page that needs nothing else, to be printed or handed on; in the reader's language. */
@Component
class PrintedReport {
  /** Some ten megabytes of text; the other exports have all. */
  private static final int MOST_UTTERANCES = 5000;

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);

  private final ExportedUtterances utterances;
  private final ReportSound sound;
  private final ReportTables tables;
  private final ReportTexts texts;

  PrintedReport(
      ExportedUtterances utterances, ReportSound sound, ReportTables tables, ReportTexts texts) {
    this.utterances = utterances;
    this.sound = sound;
    this.tables = tables;
    this.texts = texts;
  }

  /** Takes the sounds before the first byte is written: what fails until then is told as such. */
  void write(Seen test, Writer to) throws IOException {
    try (ReportSound.Sounds sounds =
        sound.of(test, test.requireFigures().latest(), MOST_UTTERANCES)) {
      write(test, sounds, to);
    }
  }

  private void write(Seen test, ReportSound.Sounds sounds, Writer to) throws IOException {
    Locale locale = texts.locale();
    String title = texts.text("evaluation.report.title", test.run().name());
    to.write(
        """
        <!DOCTYPE html>
        <html lang="%s"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title><style>%s</style></head><body><main>
        <h1>%s</h1>
        """
            .formatted(locale.getLanguage(), escaped(title), styles(), escaped(title)));
    facts(test, to);
    known(test.requireFigures(), to);
    if (test.run().isMeasured()) {
      tables.write(test, to);
    }
    said(test, sounds, to);
    to.write("</main></body></html>\n");
  }

  private static String styles() throws IOException {
    try (InputStream file =
        PrintedReport.class.getResourceAsStream("/io/diction/evaluation/report.css")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void facts(Seen test, Writer to) throws IOException {
    Figures figures = test.requireFigures();
    to.write(
        "<p>"
            + escaped(
                texts.text(
                    "evaluation.report.facts",
                    WHEN.format(test.run().createdAt().withOffsetSameInstant(ZoneOffset.UTC)),
                    figures.utterances(),
                    figures.audioSeconds() / 60,
                    test.run().engine()))
            + "<br>"
            + escaped(texts.text("evaluation.data-hash"))
            + " <code>"
            + escaped(test.run().dataSha256())
            + "</code></p>\n<ul>");
    for (TestSubject subject : test.subjects()) {
      to.write(
          "<li>%s <code>%s</code></li>"
              .formatted(escaped(subject.label()), escaped(subject.sha256())));
    }
    to.write("</ul>\n");
  }

  /** Whoever gets the score is told that it looks better than the model is. */
  private void known(Figures figures, Writer to) throws IOException {
    Figures.Known known = figures.known();
    if (known == null || !known.isAny()) {
      return;
    }
    to.write(
        "<p class=\"known\"><strong>" + escaped(texts.text("evaluation.known")) + "</strong> ");
    to.write(
        escaped(
            texts.text(
                "evaluation.known.counts",
                known.clipCount(),
                known.sentenceCount(),
                known.speakers().size())));
    if (!known.whole()) {
      to.write(" " + escaped(texts.text("evaluation.known.part")));
    }
    to.write("</p>\n");
  }

  private void said(Seen test, ReportSound.Sounds sounds, Writer to) throws IOException {
    to.write("<h2>" + escaped(texts.text("evaluation.utterances")) + "</h2>\n");
    int silent = Math.min(MOST_UTTERANCES, test.requireFigures().utterances()) - sounds.count();
    if (silent > 0) {
      String why = sounds.isMissed() ? "evaluation.report.busy" : "evaluation.report.silent";
      to.write("<p>" + escaped(texts.text(why, silent)) + "</p>\n");
    }
    int[] left = {MOST_UTTERANCES};
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          if (left[0]-- > 0) {
            said(test, utterance, heard, sounds, to);
          }
        });
    if (left[0] < 0) {
      to.write("<p>" + escaped(texts.text("evaluation.report.more", -left[0])) + "</p>\n");
    }
  }

  private void said(
      Seen test,
      TestUtterance utterance,
      List<TestHypothesis> heard,
      ReportSound.Sounds sounds,
      Writer to)
      throws IOException {
    to.write(
        "<section><h3>%s %s</h3>\n<p>%s</p>\n"
            .formatted(
                utterance.id(), escaped(utterance.fileName()), escaped(utterance.reference())));
    if (sounds.has(utterance.number())) {
      to.write("<audio controls preload=\"none\" src=\"data:audio/wav;base64,");
      sounds.write(utterance.number(), to);
      to.write("\"></audio>\n");
    }
    for (TestHypothesis one : heard) {
      to.write(
          "<p class=\"heard\"><b>%s</b> %s</p>\n"
              .formatted(
                  escaped(test.subjects().get(one.position()).label()),
                  one.words().stream().map(PrintedReport::word).collect(Collectors.joining(" "))));
    }
    if (!utterance.fault().isEmpty()) {
      to.write("<p>" + escaped(texts.text(utterance.faultKey(), utterance.fault())) + "</p>\n");
    }
    to.write("</section>\n");
  }

  /** Each kind of error has a mark of its own, for print and for those who see no colours. */
  private static String word(Word word) {
    String heard = word.hypothesis() == null ? "" : escaped(word.hypothesis());
    String said = word.reference() == null ? "" : escaped(word.reference());
    return switch (word.kind()) {
      case HIT -> heard;
      case SUBSTITUTION -> "<mark class=\"substitution\">" + heard + "<s>" + said + "</s></mark>";
      case DELETION -> "<del>" + said + "</del>";
      case INSERTION -> "<ins>" + heard + "</ins>";
    };
  }
}
