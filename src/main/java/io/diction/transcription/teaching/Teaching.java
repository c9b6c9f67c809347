package io.diction.transcription.teaching;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetRemoved;
import io.diction.dataset.OfferedFiles;
import io.diction.dataset.contribution.Contributions;
import io.diction.dataset.contribution.OfferDeclined;
import io.diction.identity.SignedIn;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.audio.Audio;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import io.diction.transcription.Sessions;
import io.diction.transcription.SttSession;
import io.diction.transcription.correction.Corrections;
import io.diction.transcription.correction.Passage;
import io.diction.transcription.teaching.Lesson.Pupil;
import io.diction.transcription.teaching.TaughtRows.Sent;
import io.diction.transcription.teaching.TaughtRows.Stretch;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends passages to the training data of a model: those that a person has checked, of an alignment
 * all, since its text is somebody's. Only who started the session may, and says so each time.
 */
@Service
class Teaching {
  /** A clip of less says too little, one of more cannot be aligned well. */
  private static final double SHORTEST_SECONDS = 0.3;

  private static final double LONGEST_SECONDS = 60;

  /** In one dataset; the rest can be sent after it. */
  private static final int MOST_PASSAGES = 1000;

  private final Sessions sessions;
  private final Corrections corrections;
  private final TaughtRows rows;
  private final ClipArchive archive;
  private final OfferedFiles files;
  private final Contributions contributions;
  private final Blobs blobs;
  private final Audit audit;
  private final Clock clock;

  /** Each reads a recording, perhaps of hours. */
  private final Semaphore turns = new Semaphore(2);

  Teaching(
      Sessions sessions,
      Corrections corrections,
      TaughtRows rows,
      ClipArchive archive,
      OfferedFiles files,
      Contributions contributions,
      Blobs blobs,
      Audit audit,
      Clock clock) {
    this.sessions = sessions;
    this.corrections = corrections;
    this.rows = rows;
    this.archive = archive;
    this.files = files;
    this.contributions = contributions;
    this.blobs = blobs;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What could be sent.
   *
   * @param wanted id of a model; empty for the one that the session was made with, or the first
   */
  @Transactional(readOnly = true)
  public Lesson lesson(SignedIn user, UUID id, String wanted) {
    SttSession session = requireOwn(user, id);
    List<Pupil> pupils = rows.pupils(user, session.locale(), now());
    Pupil chosen = chosen(pupils, session, wanted);
    List<Passage> all = passages(user, session);
    List<Passage> sendable = all.stream().filter(passage -> isSendable(session, passage)).toList();
    List<Passage> fresh = chosen == null ? List.of() : fresh(session, chosen.id(), sendable);
    return new Lesson(
        pupils,
        chosen,
        fresh,
        chosen == null ? 0 : sendable.size() - fresh.size(),
        all.size() - sendable.size(),
        chosen != null && chosen.own() && rows.isTest(session, chosen.id()));
  }

  private static @Nullable Pupil chosen(List<Pupil> pupils, SttSession session, String wanted) {
    UUID used = session.modelId();
    return pupils.stream()
        .filter(pupil -> pupil.id().toString().equals(wanted))
        .findFirst()
        .or(() -> pupils.stream().filter(pupil -> pupil.id().value().equals(used)).findFirst())
        .or(() -> pupils.stream().findFirst())
        .orElse(null);
  }

  private List<Passage> fresh(SttSession session, CustomModelId model, List<Passage> sendable) {
    List<Stretch> taught = rows.taught(session, model);
    return sendable.stream()
        .filter(passage -> taught.stream().noneMatch(Stretch.of(passage)::overlaps))
        .toList();
  }

  private static boolean isSendable(SttSession session, Passage passage) {
    double seconds = passage.endSeconds() - passage.startSeconds();
    return (passage.checked() || session.isAlignment())
        && !passage.words().isEmpty()
        && seconds >= SHORTEST_SECONDS
        && seconds <= LONGEST_SECONDS;
  }

  /**
   * Makes a dataset of what the model does not have yet; for a model of another owner it is
   * offered.
   *
   * @return how many passages went
   */
  int teach(SignedIn user, UUID id, String model, String consent) throws IOException {
    Lesson lesson = lesson(user, id, model);
    Pupil pupil = lesson.chosen();
    if (pupil == null || !pupil.id().toString().equals(model)) {
      throw new Invalid("transcription.training.refused.model");
    }
    if (!consent.equals("true")) {
      throw new Invalid("transcription.training.refused.consent");
    }
    if (lesson.test()) {
      throw new WrongState("transcription.training.refused.test", pupil.name());
    }
    if (lesson.fresh().isEmpty()) {
      throw new WrongState("transcription.training.refused.nothing", pupil.name());
    }
    if (!turns.tryAcquire()) {
      throw new WrongState("transcription.training.refused.busy");
    }
    try {
      return send(user, sessions.getOwn(user, id), pupil, lesson.fresh());
    } catch (StorageFull full) {
      throw new LimitReached(ErrorCode.STORAGE_FULL);
    } finally {
      turns.release();
    }
  }

  private int send(SignedIn user, SttSession session, Pupil pupil, List<Passage> fresh)
      throws IOException {
    List<Passage> going = fresh.subList(0, Math.min(MOST_PASSAGES, fresh.size()));
    try (TemporaryFolder aside = TemporaryFolder.below(TemporaryFolder.ofProcess())) {
      blobs.requireRoom(aside.path(), bytes(going));
      Path zip = aside.path().resolve("clips.zip");
      archive.write(
          blobs.file(user.organization(), session.audioSha256()),
          session.name(),
          passages(user, session),
          going,
          zip);
      String name = name(session);
      if (pupil.own()) {
        files.take(
            pupil.id(),
            name,
            zip,
            user,
            dataset -> keep(user, session, pupil, going, new Sent(dataset.value(), null)));
      } else {
        try (InputStream bytes = Files.newInputStream(zip)) {
          contributions.offer(
              pupil.id(),
              name,
              bytes,
              user,
              offer -> keep(user, session, pupil, going, new Sent(null, offer)));
        }
      }
    }
    return going.size();
  }

  /** What the clips need on the disk: they are cut out as samples, then kept beside that. */
  private static long bytes(List<Passage> going) {
    double seconds =
        going.stream().mapToDouble(one -> one.endSeconds() - one.startSeconds() + 1).sum();
    return (long) (seconds * Audio.RECOGNITION_RATE_HZ * Short.BYTES) * 2;
  }

  /** In the transaction that keeps the data; of two who send the same at once the second fails. */
  private void keep(
      SignedIn user, SttSession session, Pupil pupil, List<Passage> going, Sent sent) {
    if (fresh(session, pupil.id(), going).size() != going.size()) {
      throw new WrongState("transcription.training.refused.nothing", pupil.name());
    }
    OffsetDateTime now = now();
    for (Passage passage : going) {
      rows.add(session, pupil.id(), passage, sent, user, now);
    }
    audit.record(
        user,
        user.organization(),
        "session.teach",
        "session",
        session.id(),
        session.name(),
        pupil.name() + ", " + going.size());
  }

  /** What the model has no more can be sent again. */
  @EventListener
  void removed(DatasetRemoved removed) {
    rows.forget(removed.organization(), removed.model(), removed.dataset());
  }

  /** Nor has it what its owner does not want. */
  @EventListener
  void declined(OfferDeclined declined) {
    rows.forget(declined.organization(), declined.contribution());
  }

  private List<Passage> passages(SignedIn user, SttSession session) {
    return corrections.current(
        user.organization(), session.id(), sessions.transcript(user, session.id()));
  }

  private SttSession requireOwn(SignedIn user, UUID id) {
    var unused = sessions.requireReady(user, id);
    return sessions.getOwn(user, id);
  }

  private String name(SttSession session) {
    String base = session.name().replaceFirst("\\.[^.]{1,8}$", "");
    String day = now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HHmmss"));
    return "%s, %s.zip".formatted(base.length() > 100 ? base.substring(0, 100) : base, day);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
