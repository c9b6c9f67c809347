package io.diction.dataset;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.finding.Finding;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.corpus.CorpusFinding;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FindingCode;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
import io.diction.speech.corpus.Transcripts.Content;
import io.diction.speech.display.DisplayRules;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Validates transcripts, plain and structured text, spoken forms and rules of display. */
@Component
class TextCheck {
  private static final ErrorCode WRONG = ErrorCode.INVALID_TRANSCRIPT_FORMAT;

  private final DatasetRows rows;
  private final ModelData models;
  private final BaseModels baseModels;

  TextCheck(DatasetRows rows, ModelData models, BaseModels baseModels) {
    this.rows = rows;
    this.models = models;
    this.baseModels = baseModels;
  }

  /** Reads the whole text and reports what is wrong with it by line. */
  Verdict check(Path file, Dataset dataset, Progress progress) throws IOException {
    Pieces pieces = new Pieces();
    List<Finding> findings = new ArrayList<>();
    String name = dataset.name();
    for (CorpusFinding found : Transcripts.read(file, name, CorpusLimits.DEFAULT, pieces)) {
      findings.add(Finding.of(found, dataset.type().mismatch()));
    }
    Content content = Transcripts.content(file, name, CorpusLimits.DEFAULT);
    switch (content) {
      case DISPLAY_RULES -> checkRules(file, dataset, progress, findings);
      case SPOKEN_FORMS -> checkForms(() -> TermLists.spokenForms(file, name), name, findings);
      case STRUCTURED -> checkForms(() -> TermLists.phoneticLexicon(file, name), name, findings);
      case SENTENCES, NOTES -> {}
    }
    boolean usable = pieces.count > 0 || content == Content.STRUCTURED;
    if (content == Content.NOTES) {
      findings.replaceAll(Finding::asError);
    } else if (!usable && findings.stream().noneMatch(Finding::error)) {
      findings.add(Finding.error(WRONG, "no_text", name));
    }
    Long duration = pieces.timed ? Math.round(pieces.endSeconds * 1000) : null;
    return Verdict.of(usable, duration, findings);
  }

  private interface Reading {
    List<?> read() throws IOException;
  }

  private static void checkForms(Reading reading, String name, List<Finding> findings)
      throws IOException {
    try {
      reading.read();
    } catch (FormatException wrong) {
      findings.add(
          Finding.error(WRONG, "spoken_form", name, wrong.position() + ": " + wrong.reason()));
    }
  }

  /** Lines that are not used, and tests in the file that fail, as they will on every import. */
  private void checkRules(Path file, Dataset dataset, Progress progress, List<Finding> findings)
      throws IOException {
    List<String> lines = new ArrayList<>();
    String name = dataset.name();
    for (CorpusFinding found : Transcripts.lines(file, name, CorpusLimits.DEFAULT, lines::add)) {
      if (found.code() == FindingCode.TOO_LARGE) {
        findings.add(Finding.of(found, dataset.type().mismatch()));
      }
    }
    DisplayRules rules = DisplayRules.parse(lines);
    for (DisplayRules.Problem problem : rules.problems()) {
      findings.add(warning("display_rule", dataset, problem.line(), problem.reason()));
    }
    if (rules.tests().isEmpty()) {
      return;
    }
    Optional<SpeechModel> speech = base(dataset);
    if (speech.isPresent()) {
      List<Finding> failed = new ArrayList<>();
      for (DisplayRules.Outcome outcome : rules.run(speech.get().display(rules), progress)) {
        if (!outcome.passed()) {
          DisplayRules.Test test = outcome.test();
          failed.add(
              warning("display_test", dataset, test.line(), test.expected(), outcome.actual()));
        }
      }
      int most = CorpusLimits.DEFAULT.findingsPerFile();
      findings.addAll(failed.subList(0, Math.min(most, failed.size())));
      if (failed.size() > most) {
        findings.add(Finding.warning(WRONG, "more_findings", name, failed.size() - most));
      }
    }
  }

  private static Finding warning(String rule, Dataset dataset, int line, String... arguments) {
    return new Finding(false, WRONG.code(), rule, dataset.name(), line, 0, List.of(arguments));
  }

  /** The newest base model of the language that the dataset is for. */
  private Optional<SpeechModel> base(Dataset dataset) {
    return rows.models(dataset.id()).stream()
        .flatMap(model -> models.findForWork(model).stream())
        .map(ModelView::locale)
        .flatMap(locale -> baseModels.trainable(locale).stream())
        .findFirst()
        .map(BaseModel::id)
        .map(baseModels::speechModel);
  }

  private static final class Pieces implements Consumer<TimedText> {
    private long count;
    private boolean timed;
    private double endSeconds;

    @Override
    public void accept(TimedText piece) {
      count++;
      if (piece.hasTimes()) {
        timed = true;
        endSeconds = Math.max(endSeconds, piece.endSeconds());
      }
    }
  }
}
