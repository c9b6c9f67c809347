package io.diction.evaluation.export;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.figures.Charts;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.Common;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.speech.evaluate.Bootstrap.Comparison;
import io.diction.speech.evaluate.TermScore;
import io.diction.speech.evaluate.WordErrorRate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** One page that needs nothing else, to be printed or handed on; in the reader's language. */
@Component
class PrintedReport {
  private static final int MOST_UTTERANCES = 500;

  private final ExportedUtterances utterances;
  private final MessageSource messages;

  PrintedReport(ExportedUtterances utterances, MessageSource messages) {
    this.utterances = utterances;
    this.messages = messages;
  }

  void write(Seen test, Writer to) throws IOException {
    Locale locale = LocaleContextHolder.getLocale();
    String title = text("evaluation.report.title", test.run().name());
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
    if (test.run().isMeasured()) {
      rates(test, to);
      terms(test, to);
      common(test, to);
    }
    said(test, to);
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
                text(
                    "evaluation.report.facts",
                    test.run().createdAt().toString(),
                    figures.utterances(),
                    figures.audioSeconds() / 60,
                    test.run().engine()))
            + "<br>"
            + escaped(text("evaluation.data-hash"))
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

  private void rates(Seen test, Writer to) throws IOException {
    Charts charts = new Charts(test.requireFigures());
    List<List<String>> rows = new ArrayList<>();
    for (OfSubject subject : test.requireFigures().subjects()) {
      WordErrorRate errors = subject.errors();
      rows.add(
          List.of(
              escaped(test.subjects().get(subject.position()).label()),
              percent(subject.rate()),
              subject.interval().tells()
                  ? percent(subject.interval().low()) + " – " + percent(subject.interval().high())
                  : "–",
              String.valueOf(errors.substitutions()),
              String.valueOf(errors.deletions()),
              String.valueOf(errors.insertions()),
              String.valueOf(errors.words()),
              difference(subject.against()),
              number("%.2f", subject.speed().timesRealTime()),
              bar(charts, subject.position())));
    }
    table(
        to,
        "evaluation.rates",
        List.of(
            "evaluation.subject",
            "evaluation.wer",
            "evaluation.interval",
            "evaluation.substitutions",
            "evaluation.deletions",
            "evaluation.insertions",
            "evaluation.words",
            "evaluation.difference",
            "evaluation.speed",
            "evaluation.errors"),
        rows);
  }

  private String difference(@Nullable Comparison against) {
    if (against == null) {
      return "–";
    }
    String verdict =
        text(
            against.isReal()
                ? "evaluation.verdict.real"
                : against.interval().tells()
                    ? "evaluation.verdict.chance"
                    : "evaluation.verdict.little");
    return number("%+.2f", 100 * against.difference())
        + " ("
        + number("%+.2f", 100 * against.interval().low())
        + " – "
        + number("%+.2f", 100 * against.interval().high())
        + ") "
        + escaped(verdict);
  }

  private static String bar(Charts charts, int position) {
    return charts.errors(position).stream()
        .map(
            piece ->
                String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/>",
                    piece.kind(),
                    piece.from(),
                    piece.width()))
        .collect(
            Collectors.joining(
                "",
                "<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
                "</svg>"));
  }

  private void terms(Seen test, Writer to) throws IOException {
    List<Charts.Term> terms = new Charts(test.requireFigures()).terms();
    if (terms.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Charts.Term term : terms) {
      for (int i = 0; i < term.scores().size(); i++) {
        TermScore score = term.scores().get(i);
        rows.add(
            List.of(
                escaped(i == 0 ? term.term() : ""),
                escaped(test.subjects().get(i).label()),
                String.valueOf(score.said()),
                percent(score.recall()),
                percent(score.precision()),
                String.valueOf(score.heard() - score.right())));
      }
    }
    table(
        to,
        "evaluation.terms",
        List.of(
            "evaluation.term",
            "evaluation.subject",
            "evaluation.said",
            "evaluation.recall",
            "evaluation.precision",
            "evaluation.false"),
        rows);
  }

  private void common(Seen test, Writer to) throws IOException {
    Figures figures = test.requireFigures();
    List<List<String>> rows = new ArrayList<>();
    for (Common one : figures.subject(figures.latest()).confusions()) {
      rows.add(
          List.of(
              escaped(one.reference()), escaped(one.hypothesis()), String.valueOf(one.count())));
    }
    table(
        to,
        "evaluation.confusions",
        List.of("evaluation.reference", "evaluation.heard", "evaluation.count"),
        rows);
  }

  private void said(Seen test, Writer to) throws IOException {
    to.write("<h2>" + escaped(text("evaluation.utterances")) + "</h2>\n");
    int[] left = {MOST_UTTERANCES};
    utterances.each(
        test.run().id(),
        (utterance, heard) -> {
          if (left[0]-- > 0) {
            said(test, utterance, heard, to);
          }
        });
    if (left[0] < 0) {
      to.write("<p>" + escaped(text("evaluation.report.more", -left[0])) + "</p>\n");
    }
  }

  private void said(Seen test, TestUtterance utterance, List<TestHypothesis> heard, Writer to)
      throws IOException {
    to.write(
        "<section><h3>%s %s</h3>\n<p>%s</p>\n"
            .formatted(
                utterance.id(), escaped(utterance.fileName()), escaped(utterance.reference())));
    for (TestHypothesis one : heard) {
      to.write(
          "<p class=\"heard\"><b>%s</b> %s</p>\n"
              .formatted(
                  escaped(test.subjects().get(one.position()).label()),
                  one.words().stream().map(PrintedReport::word).collect(Collectors.joining(" "))));
    }
    if (!utterance.fault().isEmpty()) {
      to.write("<p>" + escaped(utterance.fault()) + "</p>\n");
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

  private void table(Writer to, String title, List<String> columns, List<List<String>> rows)
      throws IOException {
    to.write("<h2>" + escaped(text(title)) + "</h2>\n<table><thead><tr>");
    for (String column : columns) {
      to.write("<th scope=\"col\">" + escaped(text(column)) + "</th>");
    }
    to.write("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      to.write("<tr><td>" + String.join("</td><td>", row) + "</td></tr>\n");
    }
    to.write("</tbody></table>\n");
  }

  private String percent(double rate) {
    return number("%.2f", 100 * rate) + " %";
  }

  private static String number(String pattern, double value) {
    return String.format(LocaleContextHolder.getLocale(), pattern, value);
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }

  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
