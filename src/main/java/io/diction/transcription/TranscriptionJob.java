package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.speech.FormatException;
import io.diction.speech.Hypothesis;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.transcription.alignment.AlignedText;
import io.diction.transcription.alignment.ForceAligner;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Recognises a session's recording, or aligns it with its transcript. A resumed job begins again:
 * both are repeatable.
 */
@Component
class TranscriptionJob implements JobHandler {
  static final String KIND = "transcription";

  private final SessionRows rows;
  private final SessionModels models;
  private final ForceAligner aligner;
  private final TranscriptStore transcripts;
  private final AudioDecoder decoder;
  private final Blobs blobs;
  private final TransactionTemplate transaction;
  private final Clock clock;

  TranscriptionJob(
      SessionRows rows,
      SessionModels models,
      ForceAligner aligner,
      TranscriptStore transcripts,
      AudioDecoder decoder,
      Blobs blobs,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.models = models;
    this.aligner = aligner;
    this.transcripts = transcripts;
    this.decoder = decoder;
    this.blobs = blobs;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
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
    SpeechModel model = models.get(context.organization(), session);
    try {
      keep(
          context.organization(),
          session,
          session.isAlignment()
              ? align(context, session, model)
              : recognise(context, session, model));
    } catch (FormatException problem) {
      throw new JobFailure(ErrorCode.INVALID_AUDIO_FORMAT.code(), problem.getMessage());
    }
  }

  private SessionTranscript recognise(JobContext context, SttSession session, SpeechModel model)
      throws IOException {
    Path audio = blobs.file(context.organization(), session.audioSha256());
    try (AudioSource source = decoder.open(audio, session.name())) {
      double seconds = source.properties().durationSeconds();
      Hypothesis words =
          new Recognizer(model)
              .recognize(
                  source, Double.isNaN(seconds) ? 0 : seconds, context.progress("recognise", 0, 1));
      return new SessionTranscript(
          SessionTranscript.FORMAT_VERSION,
          session.modelLabel(),
          session.modelHash(),
          source.secondsRead(),
          words.logProb(),
          words.words(),
          model.display().write(words.words()).tokens(),
          null);
    }
  }

  private SessionTranscript align(JobContext context, SttSession session, SpeechModel model)
      throws IOException {
    AlignedText aligned =
        aligner.align(
            context,
            model,
            new ForceAligner.Pair(session.audioSha256(), session.name(), session.requireText()));
    return new SessionTranscript(
        SessionTranscript.FORMAT_VERSION,
        session.modelLabel(),
        session.modelHash(),
        aligned.seconds(),
        0,
        aligned.spoken(),
        aligned.written(),
        aligned.gaps());
  }

  private void keep(OrganizationId organization, SttSession session, SessionTranscript made) {
    Blob blob = transcripts.write(organization, made);
    transaction.executeWithoutResult(
        status -> {
          if (rows.transcribed(
              organization,
              session.id(),
              blob.sha256(),
              Math.round(made.durationSeconds() * 1000))) {
            blobs.retain(organization, blob.sha256());
          }
        });
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
    rows.ended(
        job.organization(),
        job.subject(),
        job.state(),
        job.errorCode(),
        job.errorText(),
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
  }
}
