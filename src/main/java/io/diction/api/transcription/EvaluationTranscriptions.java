package io.diction.api.transcription;

import io.diction.api.answer.EntityKind;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.model.ReferencedModel;
import io.diction.api.phrase.Profanity;
import io.diction.api.phrase.Punctuation;
import io.diction.api.property.Described;
import io.diction.api.property.Said;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The transcriptions that evaluations are made of: what each of the models heard. */
@Service
public class EvaluationTranscriptions {
  private final OrderRows orders;
  private final Recognising recognising;
  private final Described described;
  private final Endings endings;
  private final EntityEvents events;

  EvaluationTranscriptions(
      OrderRows orders,
      Recognising recognising,
      Described described,
      Endings endings,
      EntityEvents events) {
    this.orders = orders;
    this.recognising = recognising;
    this.described = described;
    this.endings = endings;
    this.events = events;
  }

  /**
   * Adds that of one model, in the transaction that makes the evaluation.
   *
   * @param position of the model among those measured
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public UUID add(
      UUID evaluation,
      int position,
      ReferencedModel model,
      UUID dataset,
      String name,
      SignedIn who) {
    UUID id = Ids.next();
    Modes modes =
        new Modes(true, false, List.of(0), Punctuation.usual(model.locale()), Profanity.NONE);
    orders.add(
        new Order(
            id,
            who.organization(),
            recognising.choice(model),
            model.kind(),
            model.id(),
            dataset,
            null,
            modes,
            null,
            Order.State.NOT_STARTED,
            orders.now(),
            who.user(),
            who.displayName(),
            who.role()));
    orders.ofEvaluation(who.organization(), id, evaluation, position);
    described.add(
        ApiTranscriptions.KIND,
        id,
        model.locale(),
        new Said(name, null, Map.of(), null, null),
        who);
    events.record(EntityKind.TRANSCRIPTION, id, who.organization(), Stage.CREATION);
    return id;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void begin(OrganizationId organization, UUID evaluation) {
    for (Order order : orders.listOfEvaluation(organization, evaluation)) {
      endings.begin(organization, order.id());
    }
  }

  /**
   * They end as the evaluation does.
   *
   * @param errorCode null where it succeeded
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void end(
      OrganizationId organization,
      UUID evaluation,
      long audioMs,
      @Nullable String errorCode,
      String errorText) {
    for (Order order : orders.listOfEvaluation(organization, evaluation)) {
      endings.end(
          order, audioMs, errorCode == null ? null : new Heard.Problem(errorCode, errorText));
    }
  }

  /** In the transaction that removes the evaluation. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void remove(OrganizationId organization, UUID evaluation) {
    for (Order order : orders.listOfEvaluation(organization, evaluation)) {
      var unused = endings.forget(organization, order.id());
    }
  }
}
