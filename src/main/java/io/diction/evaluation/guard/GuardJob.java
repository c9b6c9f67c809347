package io.diction.evaluation.guard;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.dataset.TestedSound;
import io.diction.dataset.TrainedOn;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.ClipSpeech;
import io.diction.evaluation.guard.GuardResult.Figures;
import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.evaluation.work.WorkStates;
import io.diction.evaluation.work.WorkStates.Work;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.training.TrainedModels;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Measures a version and its base model with a guard set; one that was interrupted begins anew. */
@Component
class GuardJob implements JobHandler {
  static final String KIND = "guard-measurement";

  /** As the command line's default, so that both tell the same intervals. */
  private static final long SEED = 1;

  private final GuardResultRows results;
  private final GuardRows sets;
  private final WorkStates states;
  private final OwnVersions own;
  private final Versions versions;
  private final BaseModels baseModels;
  private final TrainedModels trainedModels;
  private final TrainedOn trained;
  private final AudioDecoder decoder;

  GuardJob(
      GuardResultRows results,
      GuardRows sets,
      WorkStates states,
      OwnVersions own,
      Versions versions,
      BaseModels baseModels,
      TrainedModels trainedModels,
      TrainedOn trained,
      AudioDecoder decoder) {
    this.results = results;
    this.sets = sets;
    this.states = states;
    this.own = own;
    this.versions = versions;
    this.baseModels = baseModels;
    this.trainedModels = trainedModels;
    this.trained = trained;
    this.decoder = decoder;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Each takes all processors: one organization gains nothing by two. */
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
  public void run(JobContext context) throws IOException {
    Optional<GuardResult> found = results.find(context.organization(), context.subject());
    if (found.isEmpty() || found.get().figures() != null) {
      return;
    }
    GuardResult result = found.get();
    states.started(Work.GUARD, context.organization(), result.id());
    GuardSet set = sets.find(result.setId()).orElseThrow(GuardJob::gone);
    OwnVersion of = own.forWork(result.modelId(), result.versionId());
    ModelView model = of.model();
    ModelVersion version = of.version();
    context.report(0, "model", "");
    SpeechModel base = baseModels.speechModel(version.baseModel());
    SpeechModel custom =
        trainedModels.speechModel(model.owner(), version.made().artifact().sha256());
    List<Pair> clips = sets.clips(set);
    Set<Integer> known = known(model, clips, context);
    List<Pair> fresh = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      if (!known.contains(i)) {
        fresh.add(clips.get(i));
      }
    }
    results.measured(
        result.id(),
        fresh.isEmpty()
            ? new Figures(0, 0, 0, 0, 0, false, 0, 0, known.size())
            : measure(base, custom, fresh, known.size(), context));
  }

  /**
   * Clips of which the recording or the words train the model: with test data of one model another
   * may be trained, and would be measured with what it knows by heart.
   */
  private Set<Integer> known(ModelView model, List<Pair> clips, JobContext context)
      throws IOException {
    Progress progress = context.progress("compare", 0, 0);
    Map<String, TestedSound> sounds = new HashMap<>();
    List<TrainedOn.Tested> tested = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      Pair clip = clips.get(i);
      if (!sounds.containsKey(clip.sha256())) {
        sounds.put(clip.sha256(), TestedSound.of(decoder, clip.file(), clip.name(), progress));
      }
      TestedSound sound = sounds.get(clip.sha256());
      tested.add(
          new TrainedOn.Tested(
              i,
              clip.sha256(),
              clip.text(),
              clip.speaker(),
              sound == null ? null : sound.print(),
              sound == null ? 0 : sound.seconds()));
    }
    TrainedOn.Found found = trained.compare(model.id(), model.owner(), tested);
    Set<Integer> known = new HashSet<>(found.clips());
    known.addAll(found.sentences());
    return known;
  }

  private Figures measure(
      SpeechModel base, SpeechModel custom, List<Pair> clips, int left, JobContext context)
      throws IOException {
    ClipSpeech speech = new ClipSpeech(decoder);
    List<ModelEvaluation.Reference> references = new ArrayList<>();
    for (Pair clip : clips) {
      references.add(new ModelEvaluation.Reference(speech.add(clip), clip.text(), clip.speaker()));
    }
    ModelEvaluation.Result heard =
        new ModelEvaluation(speech, base, Runtime.getRuntime().availableProcessors())
            .run(List.of(base, custom), references, context.progress("recognise", 0, 1));
    Evaluation ofBase = heard.evaluations().get(0);
    Evaluation ofCustom = heard.evaluations().get(1);
    if (ofBase.total().words() == 0) {
      throw new JobFailure(
          ErrorCode.INVALID_AUDIO_FORMAT.code(),
          heard.unreadable().stream().findFirst().map(one -> one.reason()).orElse(""));
    }
    Bootstrap.Comparison comparison = Bootstrap.compare(ofBase, ofCustom, SEED);
    return new Figures(
        ofBase.total().words(),
        ofBase.total().errors(),
        ofCustom.total().errors(),
        comparison.interval().low(),
        comparison.interval().high(),
        comparison.isReal(),
        ofBase.utterances().size(),
        heard.unreadable().size(),
        left);
  }

  private static JobFailure gone() {
    return new JobFailure(ErrorCode.NOT_FOUND.code(), "");
  }

  @Override
  public Set<UUID> retryable(List<Job> failed) {
    return failed.stream().map(Job::id).collect(Collectors.toSet());
  }

  @Override
  public void retried(Job job) {
    states.queuedAgain(Work.GUARD, job);
  }

  /** A first version that waited for nothing else is used from now on. */
  @Override
  public void ended(Job job) {
    states.ended(Work.GUARD, job);
    results
        .find(job.organization(), job.subject())
        .filter(result -> job.state() == JobState.SUCCEEDED)
        .ifPresent(
            result ->
                versions.acceptFirst(
                    new CustomModelId(result.modelId()), new VersionId(result.versionId())));
  }
}
