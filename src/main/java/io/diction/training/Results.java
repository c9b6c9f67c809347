package io.diction.training;

import io.diction.custommodel.Metrics;
import io.diction.custommodel.NewVersion;
import io.diction.speech.adapt.ModelArchive;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.training.run.Recipe.Made;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RecordedStage;
import io.diction.training.run.RunResult;
import io.diction.training.run.RunRows;
import io.diction.training.run.Score;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Keeps what trainings have made and measured, until it becomes a version. */
@Component
class Results {
  private final RunRows rows;
  private final Blobs blobs;
  private final WorkingFolders folders;
  private final TrainingSettings settings;
  private final Clock clock;

  Results(
      RunRows rows, Blobs blobs, WorkingFolders folders, TrainingSettings settings, Clock clock) {
    this.rows = rows;
    this.blobs = blobs;
    this.folders = folders;
    this.settings = settings;
    this.clock = clock;
  }

  /** Stores what the stages made; the version itself appears when the job has ended. */
  void keep(RecordedRun run, Made made) throws IOException {
    Blob artifact = store(run, made.folder());
    rows.keepResult(
        run.id(),
        new RunResult(
            artifact.sha256(),
            artifact.sizeBytes(),
            made.seed(),
            made.engine(),
            made.settings(),
            made.base(),
            made.custom(),
            made.heldOut(),
            made.evidence(),
            made.perplexity(),
            made.vocabularySize(),
            made.audioSeconds(),
            made.parts()));
  }

  private Blob store(RecordedRun run, Path model) throws IOException {
    Path archive = Files.createTempFile(folders.of(run.id()).path(), "model", ".zip");
    try {
      ModelArchive.pack(model, archive);
      try (InputStream bytes = Files.newInputStream(archive)) {
        return blobs.store(run.organization(), bytes);
      }
    } finally {
      Files.delete(archive);
    }
  }

  /** The version that a training which has come to its end has made. */
  NewVersion version(RecordedRun run) {
    RunResult result = run.result();
    if (result == null) {
      throw new IllegalStateException("a training without a result: " + run.id());
    }
    Score base = result.base();
    Score custom = result.custom();
    Metrics metrics =
        new Metrics(
            result.isMeasured() && custom != null ? custom.words() : 0,
            base == null ? 0 : base.errors(),
            custom == null ? 0 : custom.errors(),
            result.perplexity(),
            result.vocabularySize(),
            seconds(result.audioSeconds()),
            seconds(
                rows.stages(run.id()).stream().mapToDouble(RecordedStage::workedSeconds).sum()));
    return new NewVersion(
        run.baseModel(),
        new Blob(result.artifactSha256(), result.artifactBytes()),
        result.seed(),
        result.engine(),
        result.settings(),
        now().plus(settings.versionLife()),
        metrics);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
