package io.diction.api.transcription;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.model.ReferencedModel;
import io.diction.api.property.Described;
import io.diction.audit.Audit;
import io.diction.dataset.PlanRoom;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.project.MemberKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What callers do with transcriptions as a whole. */
@Service
class ApiTranscriptions {
  static final String AUDITED = "transcription";
  static final Described.Kind KIND =
      new Described.Kind(EntityKind.TRANSCRIPTION, MemberKind.TRANSCRIPTION);

  /** Each may have ten thousand recordings. */
  private static final int MOST_OPEN = 1000;

  private final TranscriptionList list;
  private final OrderRows orders;
  private final SourceRows sources;
  private final Endings endings;
  private final Recognising recognising;
  private final NamedRecordings recordings;
  private final Described described;
  private final PlanRoom plan;
  private final Jobs jobs;
  private final EntityEvents events;
  private final Audit audit;

  ApiTranscriptions(
      TranscriptionList list,
      OrderRows orders,
      SourceRows sources,
      Endings endings,
      Recognising recognising,
      NamedRecordings recordings,
      Described described,
      PlanRoom plan,
      Jobs jobs,
      EntityEvents events,
      Audit audit) {
    this.list = list;
    this.orders = orders;
    this.sources = sources;
    this.endings = endings;
    this.recognising = recognising;
    this.recordings = recordings;
    this.described = described;
    this.plan = plan;
    this.jobs = jobs;
    this.events = events;
    this.audit = audit;
  }

  /** Makes a transcription whose recordings are taken in by a job. */
  @Transactional
  public UUID create(NewTranscription asked, SignedIn who) {
    recognising.hold(asked.model(), who);
    // Who deletes a dataset asks under the same lock for what is to hear it.
    plan.hold(who.organization());
    if (orders.open(who.organization()) >= MOST_OPEN) {
      throw ApiError.of(
              ApiCode.FORBIDDEN,
              "%d transcriptions are under way; more cannot be.".formatted(MOST_OPEN))
          .inner(DetailCode.QUOTA_VIOLATION);
    }
    UUID id = Ids.next();
    ReferencedModel model = recognising.require(asked.model(), asked.locale(), who);
    List<Source> heard = recordings.of(id, asked, who);
    EntityReference dataset = asked.dataset();
    orders.add(
        new Order(
            id,
            who.organization(),
            recognising.choice(model),
            model.kind(),
            model.id(),
            dataset == null ? null : dataset.id(),
            asked.containerUrl(),
            asked.modes(),
            asked.timeToLive(),
            Order.State.NOT_STARTED,
            orders.now(),
            who.user(),
            who.displayName(),
            who.role()));
    heard.forEach(source -> sources.add(who.organization(), source));
    orders.queue(who.organization(), id, jobs.submit(OrderJob.KIND, who.organization(), id));
    described.add(KIND, id, asked.locale(), asked.said(), who);
    events.record(EntityKind.TRANSCRIPTION, id, who.organization(), Stage.CREATION);
    audit.record(who, "transcription.create", AUDITED, id, asked.said().displayName());
    return id;
  }

  @Transactional(readOnly = true)
  public TranscriptionRow get(UUID id, SignedIn who) {
    return list.find(who.organization(), id).orElseThrow(ApiError::notFound);
  }

  @Transactional
  public void change(UUID id, Body body, SignedIn who) {
    described.change(KIND, id, get(id, who).locale(), body, who);
  }

  /** One that does not exist is deleted already; one under way is called off. */
  @Transactional
  public void delete(UUID id, SignedIn who) {
    Optional<TranscriptionRow> known = list.find(who.organization(), id);
    if (known.isPresent() && known.get().evaluation() != null && known.get().isUnderWay()) {
      throw ApiError.conflict(
          DetailCode.IN_USE_VIOLATION,
          "The transcription is being made for evaluations/%s."
              .formatted(known.get().evaluation()));
    }
    if (known.isPresent() && endings.remove(who.organization(), id)) {
      audit.record(who, "transcription.delete", AUDITED, id, known.get().displayName());
    }
  }
}
