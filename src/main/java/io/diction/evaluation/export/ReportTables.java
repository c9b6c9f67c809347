package io.diction.evaluation.export;

import static io.diction.evaluation.export.ReportTexts.escaped;

import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.figures.Charts;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.Common;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.speech.evaluate.Bootstrap.Comparison;
import io.diction.speech.evaluate.TermScore;
import io.diction.speech.evaluate.WordErrorRate;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tables of a report: what was measured, by whom and what it was said, and what went wrong. */
@Component
class ReportTables {
  private static final int MOST_GROUPS = 200;

  private final ReportTexts texts;

  ReportTables(ReportTexts texts) {
    this.texts = texts;
  }

  void write(Seen test, Writer to) throws IOException {
    Charts charts = new Charts(test.requireFigures());
    rates(test, to);
    groups(test, "evaluation.speakers", "evaluation.speaker", charts.speakers(), to);
    groups(test, "evaluation.noise", "evaluation.snr", charts.noise(), to);
    groups(test, "evaluation.sample-rates", "evaluation.sample-rate", charts.sampleRates(), to);
    terms(test, to);
    common(test, to);
    causes(test, to);
  }

  private void rates(Seen test, Writer to) throws IOException {
    Charts charts = new Charts(test.requireFigures());
    List<List<String>> rows = new ArrayList<>();
    for (OfSubject subject : test.requireFigures().subjects()) {
      WordErrorRate errors = subject.errors();
      rows.add(
          List.of(
              escaped(test.subjects().get(subject.position()).label()),
              texts.percent(subject.rate()),
              subject.interval().tells()
                  ? texts.percent(subject.interval().low())
                      + " – "
                      + texts.percent(subject.interval().high())
                  : "–",
              String.valueOf(errors.substitutions()),
              String.valueOf(errors.deletions()),
              String.valueOf(errors.insertions()),
              String.valueOf(errors.words()),
              difference(subject.against()),
              texts.number("%.2f", subject.speed().timesRealTime()),
              bar(charts, subject.position())));
    }
    table(
        to,
        "evaluation.rates",
        "",
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
        texts.text(
            against.isReal()
                ? "evaluation.verdict.real"
                : against.interval().tells()
                    ? "evaluation.verdict.chance"
                    : "evaluation.verdict.little");
    return texts.number("%+.2f", 100 * against.difference())
        + " ("
        + texts.number("%+.2f", 100 * against.interval().low())
        + " – "
        + texts.number("%+.2f", 100 * against.interval().high())
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
                escaped(i == 0 ? term.written() : ""),
                escaped(test.subjects().get(i).label()),
                String.valueOf(score.said()),
                score.said() > 0 ? texts.percent(score.recall()) : "–",
                score.heard() > 0 ? texts.percent(score.precision()) : "–",
                String.valueOf(score.heard() - score.right())));
      }
    }
    table(
        to,
        "evaluation.terms",
        "",
        List.of(
            "evaluation.term",
            "evaluation.subject",
            "evaluation.said",
            "evaluation.recall",
            "evaluation.precision",
            "evaluation.false"),
        rows);
  }

  /** Speakers, noise and sample rates: what utterances have in common, with the rate of each. */
  private void groups(Seen test, String title, String of, List<Charts.Row> groups, Writer to)
      throws IOException {
    if (groups.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (Charts.Row group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
      List<String> row = new ArrayList<>();
      row.add(escaped(label(title, group.label())));
      row.add(String.valueOf(group.utterances()));
      row.add(texts.number("%.1f", group.seconds() / 60));
      row.add(String.valueOf(group.words()));
      group.rates().forEach(rate -> row.add(texts.percent(rate)));
      rows.add(row);
    }
    List<String> columns =
        new ArrayList<>(
            List.of(
                texts.text(of),
                texts.text("evaluation.utterances"),
                texts.text("evaluation.report.minutes"),
                texts.text("evaluation.words")));
    test.subjects().forEach(subject -> columns.add(subject.label()));
    write(to, texts.text(title), columns, rows);
    if (groups.size() > MOST_GROUPS) {
      to.write(
          "<p>"
              + escaped(texts.text("evaluation.report.more-groups", groups.size() - MOST_GROUPS))
              + "</p>\n");
    }
  }

  private String label(String title, String label) {
    if (label.isEmpty()) {
      return texts.text("evaluation.unknown");
    }
    return switch (title) {
      case "evaluation.noise" -> texts.text("evaluation.noise." + label);
      case "evaluation.sample-rates" -> label + " Hz";
      default -> label;
    };
  }

  /** What the latest subject got wrong most often. */
  private void common(Seen test, Writer to) throws IOException {
    OfSubject latest = latest(test);
    String of = ": " + test.subjects().get(latest.position()).label();
    List<List<String>> confused = new ArrayList<>();
    for (Common one : latest.confusions()) {
      confused.add(
          List.of(
              escaped(one.reference()), escaped(one.hypothesis()), String.valueOf(one.count())));
    }
    table(
        to,
        "evaluation.confusions",
        of,
        List.of("evaluation.reference", "evaluation.heard", "evaluation.count"),
        confused);
    List<List<String>> missed = new ArrayList<>();
    for (Common one : latest.missed()) {
      missed.add(
          List.of(
              escaped(one.reference()), String.valueOf(one.count()), String.valueOf(one.said())));
    }
    table(
        to,
        "evaluation.missed",
        of,
        List.of("evaluation.word", "evaluation.count", "evaluation.said"),
        missed);
    List<List<String>> inserted = new ArrayList<>();
    for (Common one : latest.inserted()) {
      inserted.add(List.of(escaped(one.hypothesis()), String.valueOf(one.count())));
    }
    table(to, "evaluation.inserted", of, List.of("evaluation.word", "evaluation.count"), inserted);
  }

  private void causes(Seen test, Writer to) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Figures.CauseCount one : latest(test).causes()) {
      rows.add(
          List.of(
              escaped(texts.text("evaluation.cause." + one.cause().name())),
              String.valueOf(one.count()),
              escaped(texts.text("evaluation.cause." + one.cause().name() + ".action"))));
    }
    table(
        to,
        "evaluation.causes",
        ": " + test.subjects().get(latest(test).position()).label(),
        List.of("evaluation.cause", "evaluation.count", "evaluation.report.action"),
        rows);
  }

  private static OfSubject latest(Seen test) {
    Figures figures = test.requireFigures();
    return figures.subject(figures.latest());
  }

  /**
   * @param of whom it is of, behind the title; empty of all
   */
  private void table(
      Writer to, String title, String of, List<String> columns, List<List<String>> rows)
      throws IOException {
    write(
        to,
        texts.text(title) + of,
        columns.stream().map(column -> texts.text(column)).toList(),
        rows);
  }

  private void write(Writer to, String title, List<String> columns, List<List<String>> rows)
      throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    to.write("<h2>" + escaped(title) + "</h2>\n<div class=\"table\"><table><thead><tr>");
    for (String column : columns) {
      to.write("<th scope=\"col\">" + escaped(column) + "</th>");
    }
    to.write("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      to.write("<tr><td>" + String.join("</td><td>", row) + "</td></tr>\n");
    }
    to.write("</tbody></table></div>\n");
  }
}
