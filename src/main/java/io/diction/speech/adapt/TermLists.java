package io.diction.speech.adapt;

import io.diction.speech.FormatException;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FindingCode;
import io.diction.speech.corpus.StructuredText;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads lists of terms, lists of spoken forms and plain text from users' files. */
public final class TermLists {
  private static final int LONGEST_TERM = 200;

  private TermLists() {}

  /**
   * Terms, one a line: {@code term}, or {@code term<TAB>pronunciation}, or {@code
   * term<TAB>pronunciation<TAB>weight}.
   *
   * @throws FormatException naming the first line that is wrong
   */
  public static List<Term> vocabulary(Path file, String name) throws IOException {
    List<Term> terms = new ArrayList<>();
    read(file, name, piece -> terms.add(term(name, piece)));
    return terms;
  }

  /**
   * Spoken forms, one a line: {@code display<TAB>spoken form}. Lines that begin with two slashes
   * are comments.
   *
   * @throws FormatException naming the first line that is wrong
   */
  public static List<SpokenForm> spokenForms(Path file, String name) throws IOException {
    List<SpokenForm> forms = new ArrayList<>();
    read(
        file,
        name,
        piece -> {
          if (!Transcripts.isComment(piece.text())) {
            forms.add(
                spokenForm(piece)
                    .orElseThrow(
                        () ->
                            wrong(
                                name,
                                piece,
                                "expected a displayed form of at most "
                                    + LONGEST_TERM
                                    + " characters, a tab and how it is spoken")));
          }
        });
    return forms;
  }

  /** The same of a file among many, whose wrong lines were found when it was checked. */
  static List<SpokenForm> rightSpokenForms(Path file, String name) throws IOException {
    List<SpokenForm> forms = new ArrayList<>();
    var unused =
        Transcripts.read(
            file,
            name,
            CorpusLimits.DEFAULT,
            piece -> {
              if (!Transcripts.isComment(piece.text())) {
                spokenForm(piece).ifPresent(forms::add);
              }
            });
    return forms;
  }

  private static Optional<SpokenForm> spokenForm(TimedText piece) {
    return spokenForm(piece.text());
  }

  /** One line; empty where it is none. */
  static Optional<SpokenForm> spokenForm(String line) {
    String[] fields = fields(line);
    boolean right =
        fields.length == 2
            && !fields[0].isEmpty()
            && fields[0].length() <= LONGEST_TERM
            && !fields[1].isEmpty();
    return right ? Optional.of(new SpokenForm(fields[0], fields[1])) : Optional.empty();
  }

  /** Pronunciations by phones within structured text, as spoken forms between slashes. */
  public static List<SpokenForm> phoneticLexicon(Path file, String name) throws IOException {
    List<SpokenForm> forms = new ArrayList<>();
    StructuredText.pronunciations(file, name, CorpusLimits.DEFAULT)
        .forEach(
            (word, variants) ->
                variants.forEach(phones -> forms.add(new SpokenForm(word, "/" + phones + "/"))));
    return forms;
  }

  /**
   * A text file, read whenever it is needed.
   *
   * @throws FormatException when it is not text
   */
  public static Text text(Path file, String name) throws IOException {
    check(file, name);
    return new Text(
        name,
        lines ->
            refuse(
                name,
                Transcripts.sentences(
                    file, name, CorpusLimits.DEFAULT, piece -> lines.accept(piece.text()))));
  }

  /**
   * Reads a text file through.
   *
   * @throws FormatException when it is not text
   */
  public static void check(Path file, String name) throws IOException {
    read(file, name, piece -> {});
  }

  private static void read(Path file, String name, Consumer<TimedText> pieces) throws IOException {
    refuse(name, Transcripts.read(file, name, CorpusLimits.DEFAULT, pieces));
  }

  private static void refuse(String name, List<CorpusFinding> findings) {
    for (CorpusFinding finding : findings) {
      if (finding.isError() || finding.code() == FindingCode.NOT_STRUCTURED) {
        throw new FormatException(
            name, finding.line() == 0 ? "" : "line " + finding.line(), reason(finding));
      }
    }
  }

  private static String reason(CorpusFinding finding) {
    String sentence = finding.describe();
    return sentence.substring(sentence.indexOf(": ") + 2);
  }

  private static Term term(String name, TimedText piece) {
    String[] fields = fields(piece);
    String pronunciation = fields.length > 1 ? fields[1] : "";
    double weight = 1;
    if (fields.length > 2 && !fields[2].isEmpty()) {
      try {
        weight = Double.parseDouble(fields[2]);
      } catch (NumberFormatException e) {
        throw wrong(name, piece, "the weight must be a number");
      }
    }
    if (fields.length > 3 || fields[0].isEmpty()) {
      throw wrong(name, piece, "expected a term, and behind tabs its pronunciation and weight");
    }
    if (!(weight > 0 && weight <= 1000)) {
      throw wrong(name, piece, "the weight must be above 0 and at most 1000");
    }
    return new Term(shortEnough(name, piece, fields[0]), pronunciation, weight, List.of());
  }

  private static String[] fields(TimedText piece) {
    return fields(piece.text());
  }

  private static String[] fields(String line) {
    String[] fields = line.split("\t", -1);
    for (int i = 0; i < fields.length; i++) {
      fields[i] = fields[i].strip();
    }
    return fields;
  }

  private static String shortEnough(String name, TimedText piece, String term) {
    if (term.length() > LONGEST_TERM) {
      throw wrong(name, piece, "a term is longer than " + LONGEST_TERM + " characters");
    }
    return term;
  }

  private static FormatException wrong(String name, TimedText piece, String reason) {
    return new FormatException(name, "line " + piece.line(), reason);
  }
}
