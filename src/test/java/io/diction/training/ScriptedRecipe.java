package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobFailure;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.training.run.Evidence;
import io.diction.training.run.Part;
import io.diction.training.run.Recipe;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Trains nothing in two stages, and does with each model what the test says. */
final class ScriptedRecipe implements Recipe {
  /** What becomes of a training. */
  interface Script {
    void play(Stage stage, Progress progress) throws IOException, InterruptedException;
  }

  static final Script SUCCEED = (stage, progress) -> {};

  private static final Script FAIL =
      (stage, progress) -> {
        throw new JobFailure("validation_failed", "a.txt, line 3: no letters.");
      };

  static final Score BEFORE = new Score(100, 20, 5, 5);
  static final Score AFTER = new Score(100, 8, 1, 1);

  final List<CustomModelId> begun = new CopyOnWriteArrayList<>();
  final List<String> stagesRun = new CopyOnWriteArrayList<>();
  private final Map<CustomModelId, Script> scripts = new ConcurrentHashMap<>();
  private final Map<CustomModelId, Amount> amounts = new ConcurrentHashMap<>();

  void fail(CustomModelId model) {
    scripts.put(model, FAIL);
  }

  void play(CustomModelId model, Script script) {
    scripts.put(model, script);
  }

  /** Makes a training wait until the latch is open or somebody cancels it. */
  void hold(CustomModelId model, CountDownLatch until) {
    scripts.put(
        model,
        (stage, progress) -> {
          while (!until.await(20, TimeUnit.MILLISECONDS)) {
            if (progress.isCancelled()) {
              throw new CancelledException();
            }
          }
        });
  }

  void amount(CustomModelId model, Amount amount) {
    amounts.put(model, amount);
  }

  @Override
  public List<Stage> stages() {
    return List.of(new Stage("validate", 0.25), new Stage("package", 0.75));
  }

  @Override
  public Amount amount(OrganizationId owner, CustomModelId model) {
    return amounts.getOrDefault(model, new Amount(60, 1000, 1, 0, true));
  }

  @Override
  public Work open(RecordedRun run, Path folder, Set<DatasetId> without) {
    begun.add(run.model());
    return new Work() {
      @Override
      public void run(Stage stage, Progress progress) throws IOException, InterruptedException {
        stagesRun.add(run.id() + " " + stage.key());
        progress.report(0.5, "half of " + stage.key());
        scripts.getOrDefault(run.model(), SUCCEED).play(stage, progress);
        Path file = Files.createDirectories(folder.resolve("model")).resolve(stage.key());
        Files.writeString(file, stage.key());
      }

      @Override
      public Made made() {
        return new Made(
            folder.resolve("model"),
            1,
            "test",
            "{}",
            BEFORE,
            AFTER,
            true,
            new Evidence(12, Evidence.Verdict.REAL, 3),
            90.5,
            1234,
            60,
            List.of(
                new Part(Part.Kind.TEXT, Part.Verdict.USED, 0.6, 4321, 212.0, 90.5),
                new Part(Part.Kind.AUDIO_ALONE, Part.Verdict.MORE_ERRORS, null, 60, 0.240, 0.255)));
      }
    };
  }
}
