package io.diction.evaluation;

import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.evaluation.figures.Charts;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.figures.Figures.Common;
import io.diction.evaluation.figures.Figures.OfSubject;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.VersionRates;
import io.diction.identity.OrganizationId;
import io.diction.web.Refusal.NotFound;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the tests of its owner found out about a version; those of others are not looked at. */
@Service
public class MeasuredVersions {
  private static final int MOST_SPEAKERS = 10;
  private static final int MOST_ERRORS = 10;

  private final TestRows runs;
  private final VersionRates rates;
  private final FinishedTest finished;

  MeasuredVersions(TestRows runs, VersionRates rates, FinishedTest finished) {
    this.runs = runs;
    this.rates = rates;
    this.finished = finished;
  }

  /**
   * The newest test that measured a version.
   *
   * @param path of its page
   * @param low lower end of the rate's interval, 95 %
   * @param standard rate of the base model in the same test; null where it was not in it
   * @param isReal whether chance is an unlikely reason for the difference to it
   * @param leaky whether the version was trained on some of it, so that the figures flatter it
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
      boolean leaky,
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

  /** A word heard as another one; {@code heard} is empty where nothing was heard in its place. */
  public record Mistake(String said, String heard, int count) {}

  /** For its owner's people; empty where no test of theirs has measured it. */
  @Transactional(readOnly = true)
  public Optional<Measured> latest(ModelView model, VersionId version) {
    if (!model.isOwn()) {
      throw new NotFound();
    }
    return rates.newest(model.owner(), List.of(version.value())).stream()
        .findFirst()
        .flatMap(newest -> runs.find(model.owner(), newest.run()))
        .flatMap(run -> measured(run, version));
  }

  /**
   * What the same test says of many versions.
   *
   * @param rate of errors
   * @param leaky as of {@link Measured}
   */
  public record Newest(double rate, boolean leaky) {}

  /** By version; without those that no test of their owner has measured. */
  @Transactional(readOnly = true)
  public Map<VersionId, Newest> newest(OrganizationId owner, Collection<VersionId> versions) {
    return rates.newest(owner, versions.stream().map(VersionId::value).toList()).stream()
        .collect(
            Collectors.toMap(
                found -> new VersionId(found.versionId()),
                found -> new Newest(found.rate(), found.leaky())));
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
        run.leaky(),
        speakers(figures, position),
        mistakes(subject));
  }

  private static List<Mistake> mistakes(OfSubject subject) {
    return Stream.concat(subject.confusions().stream(), unheard(subject).stream())
        .map(common -> new Mistake(common.reference(), common.hypothesis(), common.count()))
        .sorted(
            Comparator.comparingInt(Mistake::count)
                .reversed()
                .thenComparing(Mistake::said)
                .thenComparing(Mistake::heard))
        .limit(MOST_ERRORS)
        .toList();
  }

  /** Older figures only tell which words were missed in whatever way. */
  private static List<Common> unheard(OfSubject subject) {
    List<Common> unheard = subject.unheard();
    return unheard != null
        ? unheard
        : subject.missed().stream()
            .filter(
                missed ->
                    subject.confusions().stream()
                        .noneMatch(other -> other.reference().equals(missed.reference())))
            .toList();
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
