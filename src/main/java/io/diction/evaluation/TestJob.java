package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.TestData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.ClipSpeech;
import io.diction.evaluation.figures.Figures.Known;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.evaluate.ErrorCauses;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Recognises the utterances of a test that are not yet, then reckons what came out. */
@Component
class TestJob implements JobHandler {
  static final String KIND = "model-test";

  /** What is left is for reckoning. */
  private static final double RECOGNISED = 0.98;

  private final TestRows runs;
  private final UtteranceRows rows;
  private final SubjectModels models;
  private final FinishedTest finished;
  private final UploadedLeaks leaks;
  private final TestData data;
  private final AudioDecoder decoder;
  private final Blobs blobs;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TestJob(
      TestRows runs,
      UtteranceRows rows,
      SubjectModels models,
      FinishedTest finished,
      UploadedLeaks leaks,
      TestData data,
      AudioDecoder decoder,
      Blobs blobs,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.runs = runs;
    this.rows = rows;
    this.models = models;
    this.finished = finished;
    this.leaks = leaks;
    this.data = data;
    this.decoder = decoder;
    this.blobs = blobs;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
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
    Optional<TestRun> found = runs.find(context.organization(), context.subject());
    if (found.isEmpty() || found.get().figures() != null) {
      return;
    }
    TestRun run = found.get();
    runs.started(run.id());
    transaction.executeWithoutResult(
        status -> events.publishEvent(new TestBegan(context.organization(), run.id())));
    context.report(0, "model", "");
    List<SpeechModel> subjects = new ArrayList<>();
    for (TestSubject subject : runs.subjects(List.of(run.id()))) {
      subjects.add(models.get(run, subject, context.progress("model", 0, 0)));
    }
    SpeechModel reader = models.reader(run);
    hear(context, run, subjects, reader);
    finish(run, reader, context.progress("evaluate", RECOGNISED, 1));
  }

  private void hear(JobContext context, TestRun run, List<SpeechModel> subjects, SpeechModel reader)
      throws IOException {
    List<TestUtterance> left = rows.waiting(run.id());
    ClipSpeech speech = new ClipSpeech(decoder);
    Map<String, TestUtterance> byId = new HashMap<>();
    List<ModelEvaluation.Reference> references = new ArrayList<>();
    for (TestUtterance one : left) {
      String id = speech.add(pair(context.organization(), one));
      byId.put(id, one);
      references.add(new ModelEvaluation.Reference(id, one.reference(), one.speaker()));
    }
    AtomicInteger done = new AtomicInteger(run.utterances() - left.size());
    Recorder recorder =
        new Recorder(
            run,
            byId,
            new ErrorCauses(reader, subjects),
            runs,
            rows,
            transaction,
            more ->
                context.report(
                    RECOGNISED * done.addAndGet(more) / Math.max(1, run.utterances()),
                    "recognise",
                    ""));
    new ModelEvaluation(speech, reader, Runtime.getRuntime().availableProcessors())
        .hear(
            subjects,
            references,
            recorder,
            recorder::unreadable,
            context.progress("recognise", 0, RECOGNISED).unheard());
    recorder.flush();
    // What was never told of is not there.
    for (TestUtterance one : rows.waiting(run.id())) {
      rows.unreadable(run.id(), one.number(), TestUtterance.NOTHING_THERE);
    }
  }

  private Pair pair(OrganizationId organization, TestUtterance one) {
    return new Pair(
        one.fileName(),
        () -> blobs.file(organization, one.audioSha256()),
        one.audioSha256(),
        one.startMs(),
        // A header may say less than there is: a little more than is taken tells, and is bounded.
        one.durationMs() == null
            ? Long.valueOf(Recorder.LONGEST_WHOLE_MS + 1000)
            : one.durationMs(),
        one.reference(),
        one.speaker());
  }

  private void finish(TestRun run, SpeechModel reader, Progress progress) throws IOException {
    List<TestUtterance> all = rows.all(run.id());
    List<TestUtterance> heard =
        all.stream().filter(one -> one.state() == TestUtterance.State.HEARD).toList();
    if (heard.isEmpty()) {
      throw new JobFailure(
          ErrorCode.INVALID_AUDIO_FORMAT.code(), all.isEmpty() ? "" : all.get(0).fault());
    }
    // Reckoning may take minutes: not in a transaction.
    progress.report(0, "");
    Known known = leaks.known(run, runs.subjects(List.of(run.id())), heard, progress);
    String figures =
        finished.figures(run, heard, all.size() - heard.size(), reader, known, progress);
    boolean leaky = known != null && known.isAny();
    transaction.executeWithoutResult(status -> keep(run, heard, figures, leaky));
  }

  private void keep(TestRun run, List<TestUtterance> heard, String figures, boolean leaky) {
    runs.keepFigures(run.id(), figures, leaky);
    OrganizationId organization = new OrganizationId(run.organizationId());
    data.measured(
        new CustomModelId(run.modelId()),
        organization,
        heard.stream()
            .filter(one -> run.isMeasured() && one.datasetId() != null)
            .map(one -> pair(organization, one))
            .toList());
  }

  @Override
  public Set<UUID> retryable(List<Job> failed) {
    return failed.stream().map(Job::id).collect(Collectors.toSet());
  }

  @Override
  public void retried(Job job) {
    runs.queuedAgain(job.subject());
  }

  @Override
  public void ended(Job job) {
    runs.ended(
        job.subject(),
        job.state(),
        job.errorCode(),
        job.errorText(),
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
    events.publishEvent(new TestEnded(job.organization(), job.subject(), job.state()));
  }
}
