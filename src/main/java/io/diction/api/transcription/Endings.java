package io.diction.api.transcription;

import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.property.CompletionMail;
import io.diction.api.property.Described;
import io.diction.api.transcription.Heard.Problem;
import io.diction.api.transcription.OrderRows.Hidden;
import io.diction.api.transcription.Source.Channel;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.jobs.Jobs;
import io.diction.transcription.OrderedSessions;
import io.diction.transcription.SessionEnded;
import io.diction.transcription.SessionRemoved;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** How transcriptions end: when the last of their sessions has, or when they are taken away. */
@Component
class Endings {
  /** Sessions that one transaction removes. */
  static final int AT_ONCE = 200;

  private final OrderRows orders;
  private final SourceRows sources;
  private final Hearing hearing;
  private final OrderedSessions sessions;
  private final Described described;
  private final CompletionMail mail;
  private final PlanRoom plan;
  private final Jobs jobs;
  private final EntityEvents events;

  Endings(
      OrderRows orders,
      SourceRows sources,
      Hearing hearing,
      OrderedSessions sessions,
      Described described,
      CompletionMail mail,
      PlanRoom plan,
      Jobs jobs,
      EntityEvents events) {
    this.orders = orders;
    this.sources = sources;
    this.hearing = hearing;
    this.sessions = sessions;
    this.described = described;
    this.mail = mail;
    this.plan = plan;
    this.jobs = jobs;
    this.events = events;
  }

  /** In the transaction that ends the session. */
  @EventListener
  void ended(SessionEnded ended) {
    sources
        .findOrder(ended.organization(), ended.session())
        .ifPresent(order -> settle(ended.organization(), order));
  }

  /**
   * In the portal, or after its organization's time: what is left is told of, and where nothing is
   * the transcription has gone as well.
   */
  @EventListener
  void removed(SessionRemoved removed) {
    OrganizationId organization = removed.organization();
    Optional<UUID> order = sources.findOrder(organization, removed.session());
    if (order.isEmpty()) {
      return;
    }
    boolean hidden = orders.lock(organization, order.get()).isEmpty();
    sources.forget(organization, order.get(), removed.session());
    if (hidden) {
      return;
    }
    if (orders.findJob(organization, order.get()).isEmpty()
        && sources.list(organization, order.get()).isEmpty()) {
      forget(organization, order.get());
    } else {
      settle(organization, order.get());
    }
  }

  /** Of one that has not begun before. */
  @Transactional
  public void begin(OrganizationId organization, UUID id) {
    if (orders.begin(organization, id)) {
      events.record(EntityKind.TRANSCRIPTION, id, organization, Stage.PROCESSING);
    }
  }

  /** Nothing more is taken in. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void taken(OrganizationId organization, UUID id) {
    orders.taken(organization, id);
    settle(organization, id);
  }

  /** Ends it if nothing of it is under way any more. */
  private void settle(OrganizationId organization, UUID id) {
    Optional<Order> found = orders.lock(organization, id);
    if (found.isEmpty()
        || !found.get().state().isUnderWay()
        || orders.findJob(organization, id).isPresent()) {
      return;
    }
    // Asked at the end of each session, of which there may be thousands: the rest is read once.
    List<UUID> heardBy = sources.channels(organization, id).stream().map(Channel::session).toList();
    if (sessions.isAnyUnderWay(organization, heardBy)) {
      return;
    }
    Heard heard = hearing.of(organization, id);
    if (heard.isUnderWay()) {
      return;
    }
    List<Source> good =
        heard.sources().stream().filter(source -> heard.problem(source).isEmpty()).toList();
    Problem problem = good.isEmpty() ? problem(heard) : null;
    long audioMs = good.stream().mapToLong(heard::audioMs).sum();
    end(found.get(), audioMs, problem);
  }

  /** Of the first recording, as others may have another. */
  private static Problem problem(Heard heard) {
    return heard.sources().stream()
        .findFirst()
        .flatMap(heard::problem)
        .orElseGet(() -> new Problem(DetailCode.INVALID_COLLECTION.text(), "No recordings."));
  }

  /** Whether it was there; what is under way for it is called off. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean remove(OrganizationId organization, UUID id) {
    // Nothing more is taken in meanwhile: that is done under the same lock.
    plan.hold(organization);
    if (orders.find(organization, id).isEmpty()) {
      return false;
    }
    orders.findJob(organization, id).ifPresent(job -> jobs.cancel(organization, job));
    if (removeSome(organization, id)) {
      return forget(organization, id);
    }
    orders.hide(organization, id);
    tellGone(organization, id);
    return true;
  }

  /**
   * Of one that is hidden since there was too much of it for one transaction.
   *
   * @return whether this was the last of it
   */
  @Transactional
  public boolean removeStep(Hidden hidden) {
    plan.hold(hidden.organization());
    boolean last = removeSome(hidden.organization(), hidden.id());
    if (last) {
      var unused = orders.remove(hidden.organization(), hidden.id());
    }
    return last;
  }

  /** Whether no more are left. */
  private boolean removeSome(OrganizationId organization, UUID id) {
    List<UUID> heard = sources.sessions(organization, id, AT_ONCE + 1);
    List<UUID> some = heard.subList(0, Math.min(AT_ONCE, heard.size()));
    sources.forgetChannels(organization, id, some);
    sessions.remove(organization, some);
    return heard.size() == some.size();
  }

  /** In the transaction of what ends it. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void end(Order order, long audioMs, @Nullable Problem problem) {
    orders.end(order, audioMs, problem);
    events.record(EntityKind.TRANSCRIPTION, order.id(), order.organization(), Stage.COMPLETION);
    mail.ended(EntityKind.TRANSCRIPTION, order.id(), order.organization(), problem == null);
  }

  /** Without what it was made of, which others remove. */
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean forget(OrganizationId organization, UUID id) {
    tellGone(organization, id);
    return orders.remove(organization, id);
  }

  private void tellGone(OrganizationId organization, UUID id) {
    described.forget(ApiTranscriptions.KIND, id, organization);
    events.record(EntityKind.TRANSCRIPTION, id, organization, Stage.DELETION);
  }
}
