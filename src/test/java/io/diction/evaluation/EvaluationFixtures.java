package io.diction.evaluation;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.dataset.TrainingData.Pair;
import io.diction.evaluation.figures.Figures.Known;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.WordTiming;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.evaluate.ErrorCauses.Cause;
import io.diction.speech.evaluate.ErrorCauses.Explained;
import io.diction.speech.evaluate.Evaluation.Scored;
import io.diction.speech.evaluate.ModelEvaluation.Heard;
import io.diction.speech.evaluate.RecognitionSpeed;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordAlignment;
import io.diction.speech.evaluate.WordAlignment.Kind;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Tests that have ended, without recognition, for tests. Import it as a bean. */
public final class EvaluationFixtures {
  private final CustomModels models;
  private final TestChoices choices;
  private final TestQueue queue;
  private final FinishedTest finished;
  private final TestRows runs;
  private final UtteranceRows rows;
  private final BaseModels baseModels;
  private final Blobs blobs;
  private final TransactionOperations transaction;
  private final Clock clock;

  public EvaluationFixtures(
      CustomModels models,
      TestChoices choices,
      TestQueue queue,
      FinishedTest finished,
      TestRows runs,
      UtteranceRows rows,
      BaseModels baseModels,
      Blobs blobs,
      TransactionOperations transaction,
      Clock clock) {
    this.models = models;
    this.choices = choices;
    this.queue = queue;
    this.finished = finished;
    this.runs = runs;
    this.rows = rows;
    this.baseModels = baseModels;
    this.blobs = blobs;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** What was said, and what base model and version made of it. */
  private record Line(String speaker, String said, String base, String version) {}

  private static final List<Line> LINES =
      List.of(
          new Line("Ann", "the patient slept well", "the patience slept", "the patient slept well"),
          new Line("Ann", "give her the stent today", "give her spent today", "give her the stent"),
          new Line("Ben", "no fever since monday", "no fever since a monday", "no fever monday"),
          new Line("Ben", "she goes home", "she goes home", "she goes home"));

  /** One with the base model and the version in use, measured on four sentences. */
  public UUID finished(CustomModelId model, SignedIn who) {
    return transaction.execute(status -> finished(who, queued(model, who), null));
  }

  /** One whose first recording trains the model, too. */
  public UUID leaky(CustomModelId model, SignedIn who) {
    Known known = new Known(List.of(1), 1, List.of(), 0, List.of(), true);
    return transaction.execute(status -> finished(who, queued(model, who), known));
  }

  /** One that waits for its turn. */
  public UUID queued(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    UUID run = Ids.next();
    List<String> chosen =
        choices.offer(model, who).subjects().stream()
            .filter(TestChoices.Option::isChosen)
            .map(TestChoices.Option::value)
            .toList();
    List<TestSubject> subjects = choices.require(run, model, chosen, who);
    Blob sound = sound(who);
    List<SaidClip> clips = new ArrayList<>();
    for (Line line : LINES) {
      Pair pair =
          new Pair(
              "ward.wav",
              blobs.file(who.organization(), sound.sha256()),
              sound.sha256(),
              200L * clips.size(),
              200L,
              line.said(),
              line.speaker());
      clips.add(new SaidClip(null, pair, clips.size() == 3 ? 8_000 : 16_000));
    }
    return queue.add(
        new TestQueue.Plan(
            run,
            model.id().value(),
            true,
            model.locale(),
            who.organization(),
            who,
            "Ward round",
            subjects,
            choices.reader(subjects, model, who)),
        clips);
  }

  private UUID finished(SignedIn who, UUID id, @Nullable Known known) {
    TestRun run = runs.find(who.organization(), id).orElseThrow();
    List<TestSubject> subjects = runs.subjects(List.of(id));
    for (TestUtterance one : rows.all(id)) {
      rows.heard(id, one.number(), 200, 12.0 * one.number());
      Line line = LINES.get(one.number() - 1);
      for (TestSubject subject : subjects) {
        String heard = subject.isBase() ? line.base() : line.version();
        rows.add(id, hypothesis(one.number(), subject.position(), line.said(), heard));
      }
    }
    runs.advanced(id, LINES.size(), 200L * LINES.size());
    List<TestUtterance> heard = rows.all(id);
    runs.keepFigures(
        id,
        finished.figures(
            run,
            heard,
            0,
            baseModels.speechModel(baseModels.trainable("en-US").get(0).id()),
            known,
            Progress.NONE),
        known != null);
    runs.ended(id, JobState.SUCCEEDED, null, null, OffsetDateTime.now(clock));
    return id;
  }

  /** As if a model had heard these words, one every 40 ms. */
  public static TestHypothesis hypothesis(int utterance, int position, String said, String heard) {
    WordAlignment alignment =
        WordAlignment.align(ScoringText.words(said), ScoringText.words(heard));
    List<WordTiming> timings = new ArrayList<>();
    for (String word : ScoringText.words(heard)) {
      double start = 0.04 * timings.size();
      timings.add(new WordTiming(word, start, start + 0.04, 0.9));
    }
    Hypothesis whole = new Hypothesis(timings, -1);
    List<@Nullable Explained> causes = new ArrayList<>();
    for (WordAlignment.Pair pair : alignment.pairs()) {
      causes.add(
          pair.kind() == Kind.SUBSTITUTION
              ? new Explained(Cause.LANGUAGE, 12)
              : pair.kind() == Kind.DELETION ? new Explained(Cause.SOUND, 0) : null);
    }
    return TestHypothesis.of(
        utterance,
        position,
        new Heard(
            new Scored("", "", alignment, timings.stream().map(WordTiming::confidence).toList()),
            whole.text(),
            timings,
            new RecognitionSpeed.Taken(0.2, 0.02, 0.03),
            whole.text()),
        causes);
  }

  private Blob sound(SignedIn who) {
    byte[] wav = WavWriter.bytes(SpeechFixtures.tone(440, 0.5, 1, 16_000));
    try {
      return blobs.store(who.organization(), new ByteArrayInputStream(wav));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
