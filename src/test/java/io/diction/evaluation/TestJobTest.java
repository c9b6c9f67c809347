package io.diction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.TestUtterance.State;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.CancelledException;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.HandContext;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The job by hand: nothing runs in the background. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  DatasetFixtures.class,
  ClipFixtures.class
})
class TestJobTest {
  private static final int CLIPS = 20;

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private CustomModels customModels;
  @Autowired private DatasetFixtures fixtures;
  @Autowired private ClipFixtures clips;
  @Autowired private Datasets datasets;
  @Autowired private NewTests tests;
  @Autowired private BaseModels baseModels;
  @Autowired private TestChoices choices;
  @Autowired private TestQueue queue;
  @Autowired private TestJob job;
  @Autowired private TestRows runs;
  @Autowired private UtteranceRows rows;
  @Autowired private Blobs blobs;
  @TempDir private Path folder;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = people.user(Role.ORGADMIN);
    model = models.trained(user, "Court");
  }

  @Test
  void goesOnBehindTheLastGroupOfUtterancesThatWasWritten() throws Exception {
    UUID run = queued();

    assertThatThrownBy(() -> job.run(new HandContext(user.organization(), run, 0.2, () -> {})))
        .isInstanceOf(CancelledException.class);

    List<TestHypothesis> before = rows.heard(run, null);
    int done = runs.find(user.organization(), run).orElseThrow().done();
    assertThat(before).hasSize(done);
    assertThat(done).isBetween(1, CLIPS - 1);

    job.run(new HandContext(user.organization(), run));

    List<TestHypothesis> after = rows.heard(run, null);
    assertThat(after).hasSize(CLIPS);
    assertThat(after).containsAll(before);
    assertThat(rows.all(run)).allMatch(one -> one.state() == TestUtterance.State.HEARD);
    assertThat(runs.find(user.organization(), run).orElseThrow().done()).isEqualTo(CLIPS);
    String figures = runs.find(user.organization(), run).orElseThrow().figures();
    assertThat(figures).contains("\"utterances\":20");

    // What was found stays as it is, whatever runs again.
    job.run(new HandContext(user.organization(), run));
    assertThat(rows.heard(run, null)).isEqualTo(after);
    assertThat(runs.find(user.organization(), run).orElseThrow().figures()).isEqualTo(figures);
    assertThat(figures).contains("\"format\":" + Figures.FORMAT);
  }

  /** As a test left it that a damaged recording ended: what was heard stays heard. */
  @Test
  void leavesOutWhatCouldNotBeReadToItsEnd() throws Exception {
    UUID run = queued();
    rows.heard(run, 1, 400, null);
    assertThat(rows.unreadable(run, 1, "the file ends too early")).isFalse();
    rows.unreadable(run, 2, "the file ends too early");
    rows.add(run, EvaluationFixtures.hypothesis(1, 0, "no", "no"));
    rows.add(run, EvaluationFixtures.hypothesis(2, 0, "no", "yes"));

    job.run(new HandContext(user.organization(), run));

    String figures = runs.find(user.organization(), run).orElseThrow().figures();
    assertThat(figures).contains("\"utterances\":19", "\"unreadable\":1");
    assertThat(rows.find(run, 1).orElseThrow().state()).isEqualTo(TestUtterance.State.HEARD);
    assertThat(runs.subjects(List.of(run)).get(0).rate()).isNotNull();
  }

  @Test
  void endsQuietlyWhereItsModelIsDeletedMeanwhile() throws Exception {
    UUID run = queued();
    HandContext context =
        new HandContext(user.organization(), run, 2, () -> customModels.delete(model, user));

    assertThatThrownBy(() -> job.run(context)).isInstanceOf(CancelledException.class);

    assertThat(runs.find(user.organization(), run)).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  /** Its recordings are kept for the test, whatever becomes of the dataset. */
  @Test
  void measuresToItsEndThoughItsDatasetIsDeletedMeanwhile() throws Exception {
    UUID dataset = fixtures.mendable(model, user, UUID.randomUUID());
    clips.add(dataset);
    clips.ready(dataset);
    DatasetId id = new DatasetId(dataset);
    String base = "base:" + baseModels.usable("en-US").get(0).id().value();
    UUID run = tests.start(model, new NewTest("", List.of(base), List.of(id), List.of()), user);

    datasets.delete(model, id, user);
    job.run(new HandContext(user.organization(), run));

    assertThat(rows.all(run)).singleElement().matches(one -> one.state() == State.HEARD);
    assertThat(runs.find(user.organization(), run).orElseThrow().figures()).isNotNull();
  }

  private UUID queued() throws Exception {
    Path wav = SpeechFixtures.wav(folder.resolve("word.wav"), "no");
    Blob sound = blobs.store(user.organization(), Files.newInputStream(wav));
    List<SaidClip> clips = new ArrayList<>();
    for (int i = 0; i < CLIPS; i++) {
      clips.add(
          new SaidClip(null, new Pair("word.wav", wav, sound.sha256(), 0, null, "no", ""), 16_000));
    }
    UUID run = Ids.next();
    var view = customModels.get(model, user);
    String base = "base:" + baseModels.usable("en-US").get(0).id().value();
    var subjects = choices.require(run, view, List.of(base), user);
    return queue.add(
        new TestQueue.Plan(
            run,
            view.id().value(),
            true,
            view.locale(),
            user.organization(),
            user,
            "word",
            subjects,
            choices.reader(subjects, view, user)),
        clips);
  }
}
