package io.diction.transcription.teaching;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetRemoved;
import io.diction.dataset.OfferedFiles;
import io.diction.dataset.contribution.OfferDeclined;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.storage.Blobs;
import io.diction.transcription.Sessions;
import io.diction.transcription.SttSession;
import io.diction.transcription.correction.Corrections;
import io.diction.transcription.correction.Passage;
import io.diction.transcription.teaching.Lesson.Pupil;
import io.diction.transcription.teaching.TaughtRows.Stretch;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends passages to the training data of a model: those that a person has checked, of an alignment
 * all, since its text is somebody's. Only who started the session may, and says so each time.
 */
@Service
class Teaching {
  /** In one dataset; the rest can be sent after it. */
  private static final int MOST_PASSAGES = 1000;

  private final Sessions sessions;
  private final Corrections corrections;
  private final TaughtRows rows;
  private final DeliveryRows deliveries;
  private final OfferedFiles files;
  private final Jobs jobs;
  private final Blobs blobs;
  private final Audit audit;
  private final Clock clock;

  Teaching(
      Sessions sessions,
      Corrections corrections,
      TaughtRows rows,
      DeliveryRows deliveries,
      OfferedFiles files,
      Jobs jobs,
      Blobs blobs,
      Audit audit,
      Clock clock) {
    this.sessions = sessions;
    this.corrections = corrections;
    this.rows = rows;
    this.deliveries = deliveries;
    this.files = files;
    this.jobs = jobs;
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
    List<Passage> meant = all.stream().filter(passage -> isMeant(session, passage)).toList();
    List<Passage> sendable = meant.stream().filter(Lesson::isClip).toList();
    List<Passage> fresh = chosen == null ? List.of() : fresh(session, chosen.id(), sendable);
    return new Lesson(
        pupils,
        chosen,
        fresh,
        chosen == null ? 0 : sendable.size() - fresh.size(),
        all.size() - meant.size(),
        meant.size() - sendable.size(),
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
        .filter(passage -> taught.stream().noneMatch(had -> had.overlaps(passage)))
        .toList();
  }

  /** Whether its words are somebody's. */
  private static boolean isMeant(SttSession session, Passage passage) {
    return passage.checked() || session.isAlignment();
  }

  /**
   * Has a dataset made of what the model does not have yet; for a model of another owner it is
   * offered. Words and places are those of now, whatever is corrected later.
   *
   * @return how many passages are on their way
   */
  @Transactional
  public int teach(SignedIn user, UUID id, String model, String consent) {
    SttSession session = requireOwn(user, id);
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
    if (pupil.own()) {
      files.requireOpen(pupil.id(), user);
    }
    List<Passage> all = passages(user, session);
    Delivery delivery =
        delivery(
            user,
            session,
            pupil,
            lesson.fresh().stream().limit(MOST_PASSAGES).map(one -> Clip.of(one, all)).toList());
    try {
      rows.add(delivery);
    } catch (DuplicateKeyException sentMeanwhile) {
      throw new WrongState("transcription.training.refused.nothing", pupil.name());
    }
    deliveries.add(delivery);
    blobs.retain(user.organization(), session.audioSha256());
    audit.record(
        user,
        user.organization(),
        "session.teach",
        "session",
        session.id(),
        session.name(),
        pupil.name() + ", " + delivery.passages());
    return delivery.passages();
  }

  private Delivery delivery(SignedIn user, SttSession session, Pupil pupil, List<Clip> clips) {
    UUID id = Ids.next();
    return new Delivery(
        id,
        session.organizationId(),
        session.id(),
        session.name(),
        user.user().value(),
        pupil.id(),
        pupil.name(),
        pupil.own(),
        jobs.submit(DeliveryJob.KIND, user.organization(), id),
        JobState.QUEUED,
        null,
        null,
        name(session),
        session.audioSha256(),
        clips,
        clips.size(),
        now());
  }

  /** What of a session was sent last, and how far it is. */
  @Transactional(readOnly = true)
  public @Nullable OnItsWay latest(SignedIn user, UUID id) {
    var unused = requireOwn(user, id);
    return deliveries
        .latest(user.organization(), id)
        .map(
            one ->
                new OnItsWay(
                    one,
                    jobs.place(user.organization(), one.jobId()),
                    jobs.find(user.organization(), one.jobId()).map(Job::fraction).orElse(0.0)))
        .orElse(null);
  }

  /**
   * A delivery as it is now.
   *
   * @param place in the queue, 0 once it is not queued
   * @param fraction done, 0 to 1
   */
  record OnItsWay(Delivery delivery, int place, double fraction) {}

  /** Ends what is under way; what the model has by then it keeps. */
  @Transactional
  public void cancel(SignedIn user, UUID id) {
    SttSession session = requireOwn(user, id);
    Delivery latest = deliveries.latest(user.organization(), id).orElseThrow(NotFound::new);
    if (!jobs.cancel(user.organization(), latest.jobId())) {
      throw new WrongState("transcription.refused.finished");
    }
    audit.record(
        user,
        user.organization(),
        "session.cancel-teaching",
        "session",
        session.id(),
        session.name(),
        latest.modelName());
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
