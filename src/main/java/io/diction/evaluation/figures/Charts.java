package io.diction.evaluation.figures;

import io.diction.evaluation.figures.Figures.Group;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.speech.evaluate.TermScore;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Figures as pictures of a hundred units: what templates cannot reckon. */
public final class Charts {
  private final Figures figures;

  public Charts(Figures figures) {
    this.figures = figures;
  }

  /**
   * A part of a bar.
   *
   * @param kind substitution, deletion or insertion
   */
  public record Piece(String kind, double from, double width) {}

  /** What a subject got wrong, each kind of error a piece of its bar; the worst fills the width. */
  public List<Piece> errors(int position) {
    double most =
        Math.max(1e-9, figures.subjects().stream().mapToDouble(OfSubject::rate).max().orElse(0));
    WordErrorRate errors = figures.subject(position).errors();
    double unit = 100 / most / Math.max(1, errors.words());
    double substituted = unit * errors.substitutions();
    double deleted = unit * errors.deletions();
    return List.of(
        new Piece("substitution", 0, rounded(substituted)),
        new Piece("deletion", rounded(substituted), rounded(deleted)),
        new Piece(
            "insertion", rounded(substituted + deleted), rounded(unit * errors.insertions())));
  }

  /**
   * A column of the spread.
   *
   * @param height of a hundred
   */
  public record Column(int position, int band, double x, double width, double height) {
    public double y() {
      return 100 - height;
    }
  }

  /** How many utterances have which error rate, the columns of all subjects side by side. */
  public List<Column> spread() {
    int most =
        figures.subjects().stream()
            .flatMap(subject -> subject.spread().stream())
            .mapToInt(Integer::intValue)
            .max()
            .orElse(0);
    int subjects = figures.subjects().size();
    double band = 100.0 / Spread.RATES.size();
    double width = 0.8 * band / Math.max(1, subjects);
    List<Column> columns = new ArrayList<>();
    for (int at = 0; at < Spread.RATES.size(); at++) {
      for (int position = 0; position < subjects; position++) {
        columns.add(
            new Column(
                position,
                at,
                rounded(at * band + 0.1 * band + position * width),
                rounded(0.9 * width),
                most == 0
                    ? 0
                    : rounded(100.0 * figures.subject(position).spread().get(at) / most)));
      }
    }
    return columns;
  }

  /** Names of the bands, for the table's rows. */
  public List<String> bands() {
    return Spread.RATES;
  }

  /** Groups of one kind, each with the figures of all subjects. */
  public record Row(String label, int utterances, double seconds, int words, List<Double> rates) {
    public Row {
      rates = List.copyOf(rates);
    }
  }

  public List<Row> speakers() {
    return rows(figures.subjects().stream().map(OfSubject::speakers).toList());
  }

  public List<Row> noise() {
    return rows(figures.subjects().stream().map(OfSubject::noise).toList());
  }

  public List<Row> sampleRates() {
    return rows(figures.subjects().stream().map(OfSubject::sampleRates).toList());
  }

  private static List<Row> rows(List<List<Group>> subjects) {
    Set<String> labels = new LinkedHashSet<>();
    subjects.forEach(groups -> groups.forEach(group -> labels.add(group.label())));
    List<Row> rows = new ArrayList<>();
    for (String label : labels) {
      List<Group> same =
          subjects.stream()
              .flatMap(groups -> groups.stream().filter(group -> group.label().equals(label)))
              .toList();
      Group one = same.get(0);
      rows.add(
          new Row(
              label,
              one.utterances(),
              one.seconds(),
              one.errors().words(),
              same.stream().map(group -> group.errors().rate()).toList()));
    }
    return rows;
  }

  /**
   * A term of the vocabulary as all subjects recognised it.
   *
   * @param term as it is compared
   * @param written as somebody wrote it
   * @param said how often it was said
   */
  public record Term(String term, String written, int said, List<TermScore> scores) {
    public Term {
      scores = List.copyOf(scores);
    }
  }

  /** Terms that were said, or heard by a subject; the others tell nothing. */
  public List<Term> terms() {
    int terms = figures.subjects().isEmpty() ? 0 : figures.subject(0).terms().size();
    return IntStream.range(0, terms)
        .mapToObj(
            at -> {
              List<TermScore> scores =
                  figures.subjects().stream().map(subject -> subject.terms().get(at)).toList();
              TermScore first = scores.get(0);
              return new Term(first.term(), figures.written(first), first.said(), scores);
            })
        .filter(term -> term.said() > 0 || term.scores().stream().anyMatch(one -> one.heard() > 0))
        .toList();
  }

  /** How many terms of the vocabulary occur nowhere in the test. */
  public int unheardTerms() {
    Integer absent = figures.absentTerms();
    int listed = figures.subjects().isEmpty() ? 0 : figures.subject(0).terms().size();
    return absent == null ? listed - terms().size() : absent;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
