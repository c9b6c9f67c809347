package io.diction.transcription;

import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Recognises a session's recording, or aligns it with its transcript. A resumed job begins again:
 * both are repeatable.
 */
@Component
class TranscriptionJob implements JobHandler {
  static final String KIND = "transcription";

  private final SessionRows rows;
  private final SessionModels models;
  private final SessionRecognition recognition;
  private final SessionResults results;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  TranscriptionJob(
      SessionRows rows,
      SessionModels models,
      SessionRecognition recognition,
      SessionResults results,
      ApplicationEventPublisher events,
      Clock clock) {
    this.rows = rows;
    this.models = models;
    this.recognition = recognition;
    this.results = results;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /**
   * A recording of hours takes its slot for as long; a single one of others need not wait for it.
   */
  @Override
  public int guests() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException {
    Optional<SttSession> found = rows.find(context.organization(), context.subject());
    if (found.isEmpty() || found.get().transcriptSha256() != null) {
      return;
    }
    SttSession session = found.get();
    rows.started(context.organization(), session.id());
    context.report(0, "model", "");
    SpeechModel model = models.get(session, context.progress("model", 0, 0));
    try {
      results.keep(
          context.organization(),
          session,
          session.isAlignment()
              ? recognition.align(context, session, model)
              : recognition.recognise(context, session, model));
    } catch (FormatException problem) {
      throw new JobFailure(ErrorCode.INVALID_AUDIO_FORMAT.code(), problem.getMessage());
    }
  }

  @Override
  public Set<UUID> retryable(List<Job> failed) {
    return failed.stream().map(Job::id).collect(Collectors.toSet());
  }

  @Override
  public void retried(Job job) {
    rows.queuedAgain(job.organization(), job.subject());
  }

  @Override
  public void ended(Job job) {
    OffsetDateTime now =
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    rows.ended(
        job.organization(), job.subject(), job.state(), job.errorCode(), job.errorText(), now);
    events.publishEvent(new SessionEnded(job.organization(), job.subject(), job.state()));
    if (job.state() == JobState.SUCCEEDED) {
      rows.find(job.organization(), job.subject())
          .filter(SttSession::isReady)
          .ifPresent(session -> events.publishEvent(session.transcribed(now)));
    }
  }
}
