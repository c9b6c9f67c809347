package io.diction.transcription.teaching;

import io.diction.dataset.OfferedFiles;
import io.diction.dataset.contribution.Contributions;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.organization.member.Users;
import io.diction.speech.FormatException;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.audio.Audio;
import io.diction.storage.Blobs;
import io.diction.transcription.teaching.TaughtRows.Sent;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/**
 * Cuts the passages of a delivery out of their recording and hands them over. A resumed job cuts
 * again; what was handed over is not handed over twice, for both are in one transaction.
 */
@Component
class DeliveryJob implements JobHandler {
  static final String KIND = "session-delivery";

  /** What is left is for handing over. */
  private static final double CUT = 0.95;

  private final DeliveryRows rows;
  private final TaughtRows taught;
  private final ClipArchive archive;
  private final OfferedFiles files;
  private final Contributions contributions;
  private final Users users;
  private final Blobs blobs;
  private final Clock clock;

  DeliveryJob(
      DeliveryRows rows,
      TaughtRows taught,
      ClipArchive archive,
      OfferedFiles files,
      Contributions contributions,
      Users users,
      Blobs blobs,
      Clock clock) {
    this.rows = rows;
    this.taught = taught;
    this.archive = archive;
    this.files = files;
    this.contributions = contributions;
    this.users = users;
    this.blobs = blobs;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Each reads a recording, perhaps of hours. */
  @Override
  public int guests() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException {
    Delivery one = rows.find(context.organization(), context.subject()).orElse(null);
    if (one == null || one.isFinished() || taught.hasArrived(context.organization(), one.id())) {
      return;
    }
    rows.started(context.organization(), one.id());
    SignedIn sender =
        users
            .findSignedIn(new UserId(one.userId()))
            .filter(found -> found.organization().equals(context.organization()))
            .orElseThrow(() -> new JobFailure(ErrorCode.NOT_ALLOWED.code(), ""));
    try (TemporaryFolder aside = TemporaryFolder.below(TemporaryFolder.ofProcess())) {
      blobs.requireRoom(aside.path(), bytes(one));
      Path zip = aside.path().resolve("clips.zip");
      archive.write(
          blobs.file(context.organization(), one.audioSha256()),
          one.sessionName(),
          one.clips(),
          zip,
          context.progress("cut", 0, CUT));
      context.report(CUT, "keep", "");
      context.checkCancelled();
      handOver(one, zip, sender);
    } catch (Refusal refused) {
      // The model may be in training or gone, the plan full: sent again later it may go.
      throw new JobFailure(refused.code().code(), "");
    } catch (FormatException damaged) {
      throw new JobFailure(ErrorCode.INVALID_AUDIO_FORMAT.code(), damaged.getMessage());
    }
  }

  private void handOver(Delivery one, Path zip, SignedIn sender) throws IOException {
    if (one.own()) {
      files.take(
          one.model(),
          one.name(),
          zip,
          sender,
          dataset -> arrived(one, new Sent(dataset.value(), null)));
      return;
    }
    try (InputStream bytes = Files.newInputStream(zip)) {
      contributions.offer(
          one.model(), one.name(), bytes, sender, offer -> arrived(one, new Sent(null, offer)));
    }
  }

  /** In the transaction that keeps the data. */
  private void arrived(Delivery one, Sent sent) {
    if (!taught.arrived(one, sent)) {
      throw new WrongState(ErrorCode.CONFLICT);
    }
  }

  /** What the clips need on the disk: they are cut out as samples, then kept beside that. */
  private static long bytes(Delivery one) {
    double seconds = one.clips().stream().mapToDouble(Clip::seconds).sum();
    return (long) (seconds * Audio.RECOGNITION_RATE_HZ * Short.BYTES) * 2;
  }

  @Override
  public void ended(Job job) {
    Delivery one = rows.find(job.organization(), job.subject()).orElse(null);
    if (one == null || one.isFinished()) {
      return;
    }
    rows.ended(
        job.organization(),
        one.id(),
        job.state(),
        job.errorCode(),
        job.errorText(),
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
    if (job.state() != JobState.SUCCEEDED) {
      taught.giveBack(job.organization(), one.id());
    }
    blobs.release(job.organization(), one.audioSha256());
  }
}
