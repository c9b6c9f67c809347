package io.diction.evaluation.utterance;

import io.diction.audit.Audit;
import io.diction.custommodel.ModelView;
import io.diction.dataset.TestData;
import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.evaluation.utterance.UtteranceQueries.Wanted;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The utterances of a test, for those who may see more of it than its figures. */
@Service
class Utterances {
  private static final int LONGEST_COMMENT = 4000;

  /** Of one utterance: its page shows them all. */
  static final int MOST_COMMENTS = 200;

  private final UtteranceRows rows;
  private final UtteranceQueries queries;
  private final TestData data;
  private final VocabularyTerms vocabulary;
  private final Audit audit;
  private final Clock clock;

  Utterances(
      UtteranceRows rows,
      UtteranceQueries queries,
      TestData data,
      VocabularyTerms vocabulary,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.queries = queries;
    this.data = data;
    this.vocabulary = vocabulary;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What somebody wrote about an utterance.
   *
   * @param byName who
   */
  record Comment(UUID id, String byName, String text, OffsetDateTime createdAt) {}

  /**
   * What stands beside an utterance in a list.
   *
   * @param before null at the beginning
   * @param after null at the end
   */
  record Neighbours(@Nullable Integer before, @Nullable Integer after) {
    static final Neighbours NONE = new Neighbours(null, null);
  }

  /**
   * An utterance with all that was heard in it.
   *
   * @param heard one for each subject; empty where it could not be recognised
   * @param places reference and hypotheses word by word
   * @param comments how many there are
   */
  record Shown(
      TestUtterance utterance, List<TestHypothesis> heard, List<Place> places, int comments) {
    Shown {
      heard = List.copyOf(heard);
      places = List.copyOf(places);
    }
  }

  @Transactional(readOnly = true)
  public GridPage<Shown> page(Seen test, int subject, GridQuery query) {
    UUID run = test.run().id();
    Wanted wanted = Wanted.of(subject, query);
    long total = queries.count(run, wanted);
    GridQuery within = query.within(total);
    List<TestUtterance> found = queries.page(run, wanted, within.size(), within.offset());
    List<Integer> numbers = found.stream().map(TestUtterance::number).toList();
    Map<Integer, List<TestHypothesis>> heard =
        rows.heard(run, numbers).stream().collect(Collectors.groupingBy(TestHypothesis::utterance));
    Map<Integer, Integer> comments = queries.commentCounts(run, numbers);
    List<Shown> shown = new ArrayList<>();
    for (TestUtterance one : found) {
      shown.add(
          shown(
              one,
              heard.getOrDefault(one.number(), List.of()),
              comments.getOrDefault(one.number(), 0)));
    }
    return new GridPage<>(shown, total, within);
  }

  /** Whose errors count: the one asked for, else the latest. */
  static int subject(Figures figures, GridQuery query) {
    String wanted = query.filter("subject");
    int latest = figures.latest();
    return wanted.matches("[0-3]") ? Math.min(latest, Integer.parseInt(wanted)) : latest;
  }

  /** Which utterances stand before and after one in the list that a query gives. */
  @Transactional(readOnly = true)
  public Neighbours neighbours(Seen test, int number, GridQuery query) {
    Figures figures = test.figures();
    return figures == null
        ? Neighbours.NONE
        : queries
            .neighbours(test.run().id(), Wanted.of(subject(figures, query), query), number)
            .orElse(Neighbours.NONE);
  }

  private static Shown shown(TestUtterance one, List<TestHypothesis> heard, int comments) {
    return new Shown(one, heard, Place.of(heard), comments);
  }

  @Transactional(readOnly = true)
  public TestUtterance get(Seen test, int number) {
    return rows.find(test.run().id(), number).orElseThrow(NotFound::new);
  }

  @Transactional(readOnly = true)
  public Shown show(Seen test, int number) {
    UUID run = test.run().id();
    return shown(get(test, number), rows.heard(run, List.of(number)), 0);
  }

  /** Where the causes of its errors are mended. */
  @Transactional(readOnly = true)
  public Mending mending(Seen test, TestUtterance utterance) {
    ModelView model = test.model();
    UUID dataset = utterance.datasetId();
    boolean there =
        dataset != null
            && model.isOwn()
            && data.list(model.id(), model.owner()).stream()
                .anyMatch(set -> set.id().value().equals(dataset));
    return new Mending(
        model.id(),
        model.isOwn(),
        utterance.reference(),
        there ? dataset : null,
        word -> vocabulary.has(model.owner(), model.id(), word));
  }

  @Transactional(readOnly = true)
  public List<Comment> comments(Seen test, int number) {
    return queries.comments(test.run().id(), number);
  }

  @Transactional
  public void comment(Seen test, int number, String text, SignedIn who) {
    TestUtterance utterance = get(test, number);
    String readable = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "").strip();
    if (readable.isEmpty()) {
      throw new Invalid("evaluation.comment.empty");
    }
    if (readable.length() > LONGEST_COMMENT) {
      throw new Invalid("evaluation.comment.too-long", LONGEST_COMMENT);
    }
    int known =
        queries.commentCounts(test.run().id(), List.of(number)).getOrDefault(utterance.number(), 0);
    if (known >= MOST_COMMENTS) {
      throw new LimitReached("evaluation.comment.too-many", MOST_COMMENTS);
    }
    queries.addComment(
        test.run().id(),
        utterance.number(),
        who.user(),
        new Comment(
            Ids.next(),
            who.displayName(),
            readable,
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS)));
    audit.record(
        who, "custom-model.comment-test", "custom-model", test.run().modelId(), test.run().name());
  }
}
