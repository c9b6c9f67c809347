package io.diction.api.endpoint;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.endpoint.Endpoint.State;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.model.ModelReferences;
import io.diction.api.model.ReferencedModel;
import io.diction.api.property.Described;
import io.diction.api.property.Said;
import io.diction.api.property.TimeToLive;
import io.diction.audit.Audit;
import io.diction.dataset.PlanRoom;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.project.MemberKind;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What callers do with endpoints. */
@Service
class ApiEndpoints {
  static final String AUDITED = "endpoint";
  static final Described.Kind KIND = new Described.Kind(EntityKind.ENDPOINT, MemberKind.ENDPOINT);
  private static final int LONGEST_TEXT = 500_000;

  private final EndpointRows rows;
  private final EndpointLogs logs;
  private final DeployableModels models;
  private final Described described;
  private final EntityEvents events;
  private final PlanRoom plan;
  private final Jobs jobs;
  private final Audit audit;

  ApiEndpoints(
      EndpointRows rows,
      EndpointLogs logs,
      DeployableModels models,
      Described described,
      EntityEvents events,
      PlanRoom plan,
      Jobs jobs,
      Audit audit) {
    this.rows = rows;
    this.logs = logs;
    this.models = models;
    this.described = described;
    this.events = events;
    this.plan = plan;
    this.jobs = jobs;
    this.audit = audit;
  }

  @Transactional(readOnly = true)
  public Endpoint get(UUID id, SignedIn who) {
    return rows.find(who.organization(), id).orElseThrow(ApiError::notFound);
  }

  /** Deploys a model; one that nobody has accepted yet is accepted by that. */
  @Transactional
  public UUID create(Body body, SignedIn who) {
    Body within = body.object("properties");
    Said said = Said.of(body, within);
    String locale = locale(body);
    EntityReference asked = body.reference("model", ModelReferences.kinds());
    Boolean logging = within.flag("loggingEnabled");
    Duration life = TimeToLive.read(within);
    if (body.text("text", LONGEST_TEXT) != null) {
      body.reject(
          ApiError.invalid(
                  DetailCode.INVALID_PAYLOAD,
                  "Endpoints are not adapted by a text here: make a model of it and deploy that.")
              .target("text"));
    }
    body.check();
    models.hold(asked, who);
    ReferencedModel model = models.require(asked, locale, who);
    UUID id = Ids.next();
    OffsetDateTime now = rows.now();
    rows.add(
        new Endpoint(
            id,
            who.organization(),
            said.displayName(),
            said.description(),
            null,
            locale,
            new EntityReference(model.kind(), model.id()),
            Boolean.TRUE.equals(logging),
            life,
            State.NOT_STARTED,
            null,
            null,
            jobs.submit(Deployment.KIND, who.organization(), id),
            who.user(),
            now,
            now));
    described.add(KIND, id, locale, said, who);
    events.record(EntityKind.ENDPOINT, id, who.organization(), Stage.CREATION);
    audit.record(who, "endpoint.create", AUDITED, id, said.displayName());
    return id;
  }

  private String locale(Body body) {
    String asked = body.locale();
    List<String> known = models.locales();
    String locale = known.stream().filter(asked::equalsIgnoreCase).findFirst().orElse(asked);
    if (!asked.isEmpty() && !known.contains(locale)) {
      body.reject(
          ApiError.invalid(
                  DetailCode.INVALID_LOCALE,
                  "'%s' is none of the locales here: %s."
                      .formatted(asked, String.join(", ", known)))
              .target("locale"));
    }
    return locale;
  }

  @Transactional
  public void change(UUID id, Body body, SignedIn who) {
    Change<EntityReference> asked = body.changedReference("model", ModelReferences.kinds());
    models.hold(asked.value(), who);
    plan.hold(who.organization());
    Endpoint seen = get(id, who);
    Boolean logging = body.object("properties").flag("contentLoggingEnabled");
    EntityReference model = asked.said() ? another(seen, asked.value(), who) : null;
    if (model != null) {
      cancel(seen);
    }
    Endpoint before = rows.lock(who.organization(), id).orElseThrow(ApiError::notFound);
    described.change(KIND, id, before.locale(), body, who);
    if (logging != null) {
      rows.logging(who.organization(), id, logging);
    }
    if (model != null) {
      UUID job = jobs.submit(Deployment.KIND, before.organization(), id);
      rows.redeploy(before.organization(), id, model, job);
    }
    audit.record(who, "endpoint.change", AUDITED, id, before.displayName());
  }

  /** What is to be deployed; null where that is there already. */
  private @Nullable EntityReference another(
      Endpoint endpoint, @Nullable EntityReference asked, SignedIn who) {
    ReferencedModel model = models.require(asked, endpoint.locale(), who);
    EntityReference after = new EntityReference(model.kind(), model.id());
    boolean there = after.equals(endpoint.model()) && endpoint.state() != State.FAILED;
    return there ? null : after;
  }

  private void cancel(Endpoint endpoint) {
    if (endpoint.job() != null && endpoint.state().isUnderWay()) {
      jobs.cancel(endpoint.organization(), Objects.requireNonNull(endpoint.job()));
    }
  }

  @Transactional
  public void delete(UUID id, SignedIn who) {
    plan.hold(who.organization());
    Endpoint endpoint = ended(who.organization(), id).orElseThrow(ApiError::notFound);
    remove(endpoint);
    audit.record(who, "endpoint.delete", AUDITED, id, endpoint.displayName());
  }

  /** The time that it was made for is over. */
  @Transactional
  public void expire(OrganizationId organization, UUID id) {
    plan.hold(organization);
    if (rows.isOver(organization, id)) {
      ended(organization, id)
          .ifPresent(
              endpoint -> {
                remove(endpoint);
                audit.record(organization, "endpoint.expire", AUDITED, id, endpoint.displayName());
              });
    }
  }

  /**
   * Locked, with nothing under way for it. In this order: the organization as who keeps logs does,
   * the job before its endpoint as a job that ends does.
   */
  private Optional<Endpoint> ended(OrganizationId organization, UUID id) {
    rows.find(organization, id).ifPresent(this::cancel);
    return rows.lock(organization, id);
  }

  private void remove(Endpoint endpoint) {
    logs.removeAll(endpoint);
    rows.remove(endpoint.organization(), endpoint.id());
    described.forget(KIND, endpoint.id(), endpoint.organization());
    events.record(EntityKind.ENDPOINT, endpoint.id(), endpoint.organization(), Stage.DELETION);
  }
}
