package io.diction.evaluation;

import io.diction.dataset.Dataset;
import io.diction.dataset.TestData;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tests that programs order for their organization: of any models of a language, with all that is
 * said in a dataset. Those of a custom model are among its tests in the portal.
 */
@Service
public class OrderedTests {
  private final TestQueue queue;
  private final TestData data;
  private final TestRows runs;
  private final UtteranceRows utterances;
  private final FinishedTest finished;
  private final Tests tests;

  OrderedTests(
      TestQueue queue,
      TestData data,
      TestRows runs,
      UtteranceRows utterances,
      FinishedTest finished,
      Tests tests) {
    this.queue = queue;
    this.data = data;
    this.runs = runs;
    this.utterances = utterances;
    this.finished = finished;
    this.tests = tests;
  }

  /**
   * A model to measure.
   *
   * @param baseModel a base model itself, or what a version was trained on
   * @param model the custom model; null of a base model
   * @param version of the custom model; null of a base model
   * @param number of the version; 0 of a base model
   * @param owner whose storage has a version
   */
  public record Measured(
      UUID baseModel,
      @Nullable UUID model,
      @Nullable UUID version,
      int number,
      String label,
      String sha256,
      OrganizationId owner) {
    TestSubject subject(UUID run, int position) {
      return new TestSubject(
          run,
          position,
          version == null ? baseModel : null,
          version,
          number,
          label,
          sha256,
          owner.value(),
          false,
          null);
    }
  }

  /**
   * Queues a test. Rights on models and dataset are the caller's matter.
   *
   * @param measured different ones, in the order of their positions
   */
  @Transactional
  public void start(
      UUID id, String name, String locale, List<Measured> measured, Dataset dataset, SignedIn who) {
    List<TestSubject> subjects = new ArrayList<>();
    for (Measured one : measured) {
      subjects.add(one.subject(id, subjects.size()));
    }
    Optional<UUID> custom =
        measured.stream().flatMap(one -> Optional.ofNullable(one.model()).stream()).findFirst();
    UUID reader = measured.get(0).baseModel();
    var unused =
        queue.add(
            new TestQueue.Plan(
                id,
                custom.orElse(reader),
                custom.isPresent(),
                locale,
                who.organization(),
                who,
                NewTest.name(name, Stream.of(dataset.name())),
                subjects,
                reader),
            clips(dataset));
  }

  /**
   * What is known to be said counts, if anything is. As of no dataset: what trains the model may be
   * measured, is named, and goes on training it.
   */
  private List<SaidClip> clips(Dataset dataset) {
    List<SaidClip> all =
        data.all(dataset).stream()
            .map(clip -> new SaidClip(null, clip.pair(), clip.sampleRateHz()))
            .toList();
    List<SaidClip> written = all.stream().filter(SaidClip::hasReference).toList();
    return written.isEmpty() ? all : written;
  }

  @Transactional(readOnly = true)
  public Optional<TestRun> find(OrganizationId organization, UUID id) {
    return runs.find(organization, id);
  }

  /** Of one that has ended well. */
  public Figures figures(TestRun run) {
    return finished.read(run);
  }

  /** In their order. */
  @Transactional(readOnly = true)
  public List<TestUtterance> utterances(TestRun run) {
    return utterances.all(run.id());
  }

  /**
   * What was heard in them, by utterance and position.
   *
   * @param numbers of some of them
   */
  @Transactional(readOnly = true)
  public List<TestHypothesis> heard(TestRun run, Collection<Integer> numbers) {
    return utterances.heard(run.id(), numbers);
  }

  /** What is measured, in the order of the positions. */
  @Transactional(readOnly = true)
  public List<TestSubject> subjects(TestRun run) {
    return runs.subjects(List.of(run.id()));
  }

  /** Cancels it where it is under way, and removes it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean remove(OrganizationId organization, UUID id) {
    return runs.find(organization, id).filter(tests::remove).isPresent();
  }
}
