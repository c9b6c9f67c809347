package io.diction.evaluation;

import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.evaluation.figures.Charts;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.web.Refusal.NotFound;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the tests of its owner found out about a version; those of others are not looked at. */
@Service
public class MeasuredVersions {
  private static final int MOST_SPEAKERS = 10;
  private static final int MOST_ERRORS = 10;

  private final TestRows runs;
  private final FinishedTest finished;

  MeasuredVersions(TestRows runs, FinishedTest finished) {
    this.runs = runs;
    this.finished = finished;
  }

  /**
   * The newest test that measured a version.
   *
   * @param path of its page
   * @param low lower end of the rate's interval, 95 %
   * @param standard rate of the base model in the same test; null where it was not in it
   * @param isReal whether chance is an unlikely reason for the difference to it
   */
  public record Measured(
      String path,
      String name,
      OffsetDateTime at,
      int words,
      double rate,
      double low,
      double high,
      @Nullable Double standard,
      boolean isReal,
      List<Speaker> speakers,
      List<Mistake> mistakes) {
    public Measured {
      speakers = List.copyOf(speakers);
      mistakes = List.copyOf(mistakes);
    }
  }

  /**
   * How somebody is understood.
   *
   * @param name empty where nobody said it
   * @param standard rate of the base model; null where it was not in the test
   */
  public record Speaker(String name, int words, double rate, @Nullable Double standard) {}

  /** A word heard as another one; {@code heard} is empty for one that was missed. */
  public record Mistake(String said, String heard, int count) {}

  /** For its owner's people; empty where no test of theirs has measured it. */
  @Transactional(readOnly = true)
  public Optional<Measured> latest(ModelView model, VersionId version) {
    if (!model.isOwn()) {
      throw new NotFound();
    }
    return runs.ofVersion(version.value(), model.owner()).stream()
        .filter(run -> run.isMeasured() && run.isReady())
        .findFirst()
        .flatMap(run -> runs.find(model.owner(), run.id()))
        .flatMap(run -> measured(run, version));
  }

  private Optional<Measured> measured(TestRun run, VersionId version) {
    Figures figures = finished.read(run);
    return runs.subjects(List.of(run.id())).stream()
        .filter(subject -> version.value().equals(subject.versionId()))
        .map(TestSubject::position)
        .findFirst()
        .map(position -> measured(run, figures, position));
  }

  private static Measured measured(TestRun run, Figures figures, int position) {
    OfSubject subject = figures.subject(position);
    int standard = figures.standard();
    return new Measured(
        run.path(),
        run.name(),
        run.createdAt(),
        subject.errors().words(),
        subject.rate(),
        subject.interval().low(),
        subject.interval().high(),
        standard < 0 ? null : figures.subject(standard).rate(),
        subject.isRealDifference(),
        speakers(figures, position),
        subject.confusions().stream()
            .limit(MOST_ERRORS)
            .map(common -> new Mistake(common.reference(), common.hypothesis(), common.count()))
            .toList());
  }

  private static List<Speaker> speakers(Figures figures, int position) {
    int standard = figures.standard();
    return new Charts(figures)
        .speakers().stream()
            .limit(MOST_SPEAKERS)
            .map(
                row ->
                    new Speaker(
                        row.label(),
                        row.words(),
                        row.rates().get(position),
                        standard < 0 ? null : row.rates().get(standard)))
            .toList();
  }
}
