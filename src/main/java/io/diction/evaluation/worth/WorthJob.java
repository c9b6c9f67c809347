package io.diction.evaluation.worth;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingPieces;
import io.diction.dataset.agreement.ClipSpeech;
import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.evaluation.work.WorkStates;
import io.diction.evaluation.work.WorkStates.Work;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.speech.CancelledException;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.training.SecondTraining;
import io.diction.training.TrainedModels;
import io.diction.training.run.RecordedRun;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Trains without one dataset after the other; goes on behind the last one after a crash. */
@Component
class WorthJob implements JobHandler {
  static final String KIND = "dataset-worth";

  /** As the command line's default, so that both tell the same intervals. */
  private static final long SEED = 1;

  private final WorthRows rows;
  private final WorkStates states;
  private final OwnVersions versions;
  private final TrainingPieces pieces;
  private final TrainingData data;
  private final BaseModels baseModels;
  private final TrainedModels trainedModels;
  private final SecondTraining training;
  private final AudioDecoder decoder;

  WorthJob(
      WorthRows rows,
      WorkStates states,
      OwnVersions versions,
      TrainingPieces pieces,
      TrainingData data,
      BaseModels baseModels,
      TrainedModels trainedModels,
      SecondTraining training,
      AudioDecoder decoder) {
    this.rows = rows;
    this.states = states;
    this.versions = versions;
    this.pieces = pieces;
    this.data = data;
    this.baseModels = baseModels;
    this.trainedModels = trainedModels;
    this.training = training;
    this.decoder = decoder;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return 1;
  }

  /** Another one need not wait for hours. */
  @Override
  public int guests() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException, InterruptedException {
    Optional<Worth> asked = rows.find(context.organization(), context.subject());
    if (asked.isEmpty()) {
      return;
    }
    Worth one = asked.get();
    states.started(Work.WORTH, context.organization(), one.id());
    OwnVersion of = versions.forWork(one.modelId(), one.versionId());
    RecordedRun run = versions.requireTraining(of);
    of.requireSameData();
    new Search(one, of.version(), run, context).go(of.model());
  }

  @Override
  public void ended(Job job) {
    states.ended(Work.WORTH, job);
  }

  /** One run of the job. */
  private final class Search {
    private final Worth worth;
    private final ModelVersion version;
    private final RecordedRun run;
    private final JobContext context;
    private final SpeechModel base;
    private final List<Pair> tests;

    Search(Worth worth, ModelVersion version, RecordedRun run, JobContext context)
        throws IOException {
      this.worth = worth;
      this.version = version;
      this.run = run;
      this.context = context;
      this.base = baseModels.speechModel(version.baseModel());
      this.tests = data.get(run.model(), run.organization()).testPairs();
    }

    void go(ModelView model) throws IOException, InterruptedException {
      List<TrainingPieces.Piece> all = pieces.list(model.id(), model.owner());
      double step = 1.0 / (all.size() + 1);
      SpeechModel whole =
          trainedModels.speechModel(model.owner(), version.made().artifact().sha256());
      Evaluation with = hear(whole, 0, step);
      if (with.total().words() == 0) {
        throw new JobFailure(ErrorCode.NOT_ENOUGH_DATA.code(), "");
      }
      List<Found.Piece> found = new ArrayList<>(former(all));
      keep(with, found);
      for (int i = found.size(); i < all.size(); i++) {
        found.add(without(all.get(i), with, (i + 1) * step, (i + 2) * step));
        // What was trained on data that has changed meanwhile would say nothing of its dataset.
        versions.forWork(worth.modelId(), worth.versionId()).requireSameData();
        keep(with, found);
      }
    }

    /** What was found before the job was interrupted, where the pieces are the same. */
    private List<Found.Piece> former(List<TrainingPieces.Piece> all) {
      Found found = worth.found();
      List<Found.Piece> done = found == null ? List.of() : found.pieces();
      for (int i = 0; i < done.size(); i++) {
        if (i >= all.size() || !done.get(i).name().equals(all.get(i).name())) {
          return List.of();
        }
      }
      return done;
    }

    private void keep(Evaluation with, List<Found.Piece> found) {
      boolean kept =
          rows.found(
              worth.id(),
              new Found(
                  with.total().words(),
                  with.total().errors(),
                  with.utterances().size(),
                  version.metrics().perplexity(),
                  found));
      if (!kept) {
        // The model was deleted: there is nothing to go on with.
        throw new CancelledException();
      }
    }

    private Found.Piece without(TrainingPieces.Piece piece, Evaluation with, double from, double to)
        throws IOException, InterruptedException {
      double heard = from + 0.7 * (to - from);
      try {
        return training.train(
            run,
            piece.datasets(),
            context,
            from,
            heard,
            (made, folder) ->
                piece(
                    piece.name(),
                    with,
                    hear(ModelFolder.read(made.folder()).open(base), heard, to),
                    made.perplexity(),
                    false));
      } catch (JobFailure nothingLeft) {
        if (!nothingLeft.code().equals(ErrorCode.NOT_ENOUGH_DATA.code())) {
          throw nothingLeft;
        }
        return piece(piece.name(), with, hear(base, heard, to), null, true);
      }
    }

    private Found.Piece piece(
        String name,
        Evaluation with,
        Evaluation without,
        @Nullable Double perplexity,
        boolean only) {
      Bootstrap.Comparison comparison = Bootstrap.compare(with, without, SEED);
      return new Found.Piece(
          name,
          without.total().errors(),
          comparison.interval().low(),
          comparison.interval().high(),
          comparison.isReal(),
          perplexity,
          only);
    }

    private Evaluation hear(SpeechModel model, double from, double to) throws IOException {
      ClipSpeech speech = new ClipSpeech(decoder);
      List<ModelEvaluation.Reference> references = new ArrayList<>();
      for (Pair test : tests) {
        references.add(
            new ModelEvaluation.Reference(speech.add(test), test.text(), test.speaker()));
      }
      return new ModelEvaluation(speech, base, Runtime.getRuntime().availableProcessors())
          .run(List.of(model), references, context.progress("recognise", from, to))
          .evaluations()
          .get(0);
    }
  }
}
