package io.diction.dataset.check;

import io.diction.dataset.file.Item;
import io.diction.dataset.file.Item.Kind;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.PronunciationCheck;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.FindingCode;
import io.diction.speech.corpus.TextShape;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.corpus.Transcripts.Content;
import io.diction.speech.display.DisplayRules;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Validates transcripts, plain and structured text, spoken forms and rules of display. */
@Component
public class TextCheck {
  private static final ErrorCode WRONG = ErrorCode.INVALID_TRANSCRIPT_FORMAT;

  /**
   * Reads the whole text and reports what is wrong with it by line.
   *
   * @param mismatch what a text that is none is refused with
   * @param base tries rules of display that have tests, and speaks pronunciations; asked only then
   */
  public Verdict check(
      Path file,
      String name,
      ErrorCode mismatch,
      Supplier<Optional<SpeechModel>> base,
      Progress progress)
      throws IOException {
    Pieces pieces = new Pieces();
    List<Finding> findings = new ArrayList<>();
    for (CorpusFinding found : Transcripts.read(file, name, CorpusLimits.DEFAULT, pieces)) {
      findings.add(Finding.of(found, mismatch));
    }
    Content content = Transcripts.content(file, name, CorpusLimits.DEFAULT);
    switch (content) {
      case DISPLAY_RULES -> checkRules(file, name, mismatch, base, progress, findings);
      case SPOKEN_FORMS, STRUCTURED ->
          findings.addAll(findings(new PronunciationCheck(base).check(file, name, content), name));
      case SENTENCES, NOTES -> {}
    }
    if (content == Content.SENTENCES && pieces.looksLikeVocabulary()) {
      findings.add(Finding.warning(WRONG, "vocabulary_list", name));
    }
    boolean usable = pieces.count > 0 || content == Content.STRUCTURED;
    if (content == Content.NOTES) {
      findings.replaceAll(Finding::asError);
    } else if (!usable && findings.stream().noneMatch(Finding::error)) {
      findings.add(Finding.error(WRONG, "no_text", name));
    }
    Long duration = pieces.timed ? Math.round(pieces.endSeconds * 1000) : null;
    Item item = new Item(name, Kind.TEXT, Files.size(file), null, TextShape.of(file), false);
    return Verdict.of(usable, duration, findings, item, pieces.words, pieces.count);
  }

  /** Lines of lists of pronunciations that training cannot use. */
  public static List<Finding> pronunciations(PronunciationCheck check, Path file, String name)
      throws IOException {
    return findings(check.check(file, name), name);
  }

  private static List<Finding> findings(List<PronunciationCheck.Problem> problems, String name) {
    return problems.stream()
        .map(
            problem ->
                new Finding(
                    true,
                    WRONG.code(),
                    "spoken_form",
                    name,
                    problem.line(),
                    problem.column(),
                    List.of(problem.found())))
        .toList();
  }

  /** Lines that are not used, and tests in the file that fail, as they will on every import. */
  private static void checkRules(
      Path file,
      String name,
      ErrorCode mismatch,
      Supplier<Optional<SpeechModel>> base,
      Progress progress,
      List<Finding> findings)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (CorpusFinding found : Transcripts.lines(file, name, CorpusLimits.DEFAULT, lines::add)) {
      if (found.code() == FindingCode.TOO_LARGE) {
        findings.add(Finding.of(found, mismatch));
      }
    }
    DisplayRules rules = DisplayRules.parse(lines);
    for (DisplayRules.Problem problem : rules.problems()) {
      findings.add(warning("display_rule", name, problem.line(), problem.reason()));
    }
    if (rules.tests().isEmpty()) {
      return;
    }
    Optional<SpeechModel> speech = base.get();
    if (speech.isPresent()) {
      List<Finding> failed = new ArrayList<>();
      for (DisplayRules.Outcome outcome : rules.run(speech.get().display(rules), progress)) {
        if (!outcome.passed()) {
          DisplayRules.Test test = outcome.test();
          failed.add(warning("display_test", name, test.line(), test.expected(), outcome.actual()));
        }
      }
      int most = CorpusLimits.DEFAULT.findingsPerFile();
      findings.addAll(failed.subList(0, Math.min(most, failed.size())));
      if (failed.size() > most) {
        findings.add(Finding.warning(WRONG, "more_findings", name, failed.size() - most));
      }
    }
  }

  private static Finding warning(String rule, String name, int line, String... arguments) {
    return new Finding(false, WRONG.code(), rule, name, line, 0, List.of(arguments));
  }

  private static final class Pieces implements Consumer<TimedText> {
    /** Terms are a word or a few, and so is how they are said. */
    private static final double MOST_WORDS = 5;

    private long count;
    private long columns;
    private long words;
    private boolean timed;
    private double endSeconds;

    @Override
    public void accept(TimedText piece) {
      count++;
      words += Verdict.words(piece.text());
      int tab = piece.text().indexOf('\t');
      if (tab > 0 && FileKind.ofName(piece.text().substring(0, tab)) == FileKind.UNKNOWN) {
        columns++;
      }
      if (piece.hasTimes()) {
        timed = true;
        endSeconds = Math.max(endSeconds, piece.endSeconds());
      }
    }

    boolean looksLikeVocabulary() {
      return count > 0 && !timed && columns * 2 >= count && words <= count * MOST_WORDS;
    }
  }
}
