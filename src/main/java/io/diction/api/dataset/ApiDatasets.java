package io.diction.api.dataset;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Change;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.Arrival.State;
import io.diction.api.hook.Stage;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.dataset.DatasetErased;
import io.diction.dataset.DatasetId;
import io.diction.dataset.KeptDatasets;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.project.MemberKind;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.storage.Blob;
import io.diction.web.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What callers do with datasets as a whole. */
@Service
class ApiDatasets {
  /** Each may hold blocks until somebody commits them. */
  private static final int MOST_OPEN = 1000;

  private final DatasetList list;
  private final ArrivalRows arrivals;
  private final Blocks blocks;
  private final DatasetNames names;
  private final KeptDatasets datasets;
  private final PropertyRows properties;
  private final ProjectMembers members;
  private final PlanRoom plan;
  private final Jobs jobs;
  private final DatasetStages stages;
  private final OrderedDatasets ordered;

  ApiDatasets(
      DatasetList list,
      ArrivalRows arrivals,
      Blocks blocks,
      DatasetNames names,
      KeptDatasets datasets,
      PropertyRows properties,
      ProjectMembers members,
      PlanRoom plan,
      Jobs jobs,
      DatasetStages stages,
      OrderedDatasets ordered) {
    this.list = list;
    this.arrivals = arrivals;
    this.blocks = blocks;
    this.names = names;
    this.datasets = datasets;
    this.properties = properties;
    this.members = members;
    this.plan = plan;
    this.jobs = jobs;
    this.stages = stages;
    this.ordered = ordered;
  }

  /** Makes a dataset whose bytes are fetched, or waited for. */
  @Transactional
  public UUID create(NewDataset asked, SignedIn who) {
    boolean fetched = asked.contentUrl() != null;
    plan.hold(who.organization());
    if (arrivals.open(who.organization()) >= MOST_OPEN) {
      throw ApiError.of(
              ApiCode.FORBIDDEN,
              "%d datasets are waiting for their bytes; more cannot.".formatted(MOST_OPEN))
          .inner(DetailCode.QUOTA_VIOLATION);
    }
    Arrival arrival = asked.arrival(who, arrivals.now(), false, State.BLOCKS);
    add(arrival, asked, who);
    if (fetched) {
      UUID job = jobs.submit(ArrivalJob.KIND, who.organization(), arrival.id());
      arrivals.queue(who.organization(), arrival.id(), job);
    }
    return arrival.id();
  }

  /** Makes a dataset of bytes that came along. */
  @Transactional
  public UUID create(NewDataset asked, Blob bytes, SignedIn who) {
    plan.hold(who.organization());
    Arrival arrival = asked.arrival(who, arrivals.now(), true, State.DONE);
    add(arrival, asked, who);
    datasets.add(names.arrived(arrival, bytes), who);
    return arrival.id();
  }

  private void add(Arrival arrival, NewDataset asked, SignedIn who) {
    arrivals.add(arrival);
    stages.record(arrival.id(), who.organization(), Stage.CREATION);
    properties.save(
        EntityKind.DATASET,
        arrival.id(),
        who.organization(),
        new Properties(
            asked.displayName(), asked.description(), asked.customProperties(), asked.email()));
    connect(asked.project(), arrival.id(), arrival.locale(), who);
  }

  @Transactional(readOnly = true)
  public DatasetRow get(UUID id, SignedIn who) {
    return list.find(who.organization(), id).orElseThrow(ApiError::notFound);
  }

  @Transactional
  public void change(UUID id, Body body, SignedIn who) {
    // Two changes at once would each keep what the other one replaces.
    plan.hold(who.organization());
    DatasetRow before = get(id, who);
    Properties said = properties.get(EntityKind.DATASET, id, who.organization());
    Change<String> name = body.changedDisplayName();
    Change<String> description = body.changedDescription();
    Map<String, String> custom = body.changedCustomProperties(said.customProperties());
    Change<EntityReference> project = body.changedReference("project", EntityKind.PROJECT);
    body.check();
    properties.save(
        EntityKind.DATASET,
        id,
        who.organization(),
        new Properties(
            name.or(said.displayName()), description.or(said.description()), custom, said.email()));
    if (project.said()) {
      if (project.value() == null) {
        members.disconnect(MemberKind.DATASET, id, who);
      } else {
        connect(project.value(), id, before.locale(), who);
      }
    }
  }

  private void connect(
      @Nullable EntityReference project, UUID dataset, String locale, SignedIn who) {
    if (project == null) {
      return;
    }
    try {
      members.connect(new ProjectId(project.id()), MemberKind.DATASET, dataset, locale, who);
    } catch (Refusal.NotFound none) {
      throw project.unknown("project");
    } catch (Refusal.Invalid other) {
      throw ApiError.invalid(
              DetailCode.INVALID_LOCALE,
              "The dataset is of %s, and the project of another language.".formatted(locale))
          .target("locale");
    }
  }

  /** One that does not exist is deleted already. */
  @Transactional
  public void delete(UUID id, SignedIn who) {
    // As validations do: the models first, then the organization.
    datasets.holdModels(new DatasetId(id), who);
    plan.hold(who.organization());
    if (ordered.isUsed(new DatasetId(id), who.organization())) {
      throw ApiError.conflict(
          DetailCode.IN_USE_VIOLATION,
          "A transcription or an evaluation that hears this dataset is under way.");
    }
    Optional<Arrival> arrival = arrivals.lock(who.organization(), id);
    if (datasets.find(new DatasetId(id), who).isPresent()) {
      try {
        datasets.delete(new DatasetId(id), who);
      } catch (Refusal.WrongState used) {
        throw ApiError.conflict(
                DetailCode.IN_USE_VIOLATION, "A model that uses this dataset is being trained.")
            .detail("dictionCode", used.code().code());
      }
    } else if (arrival.isPresent()) {
      stages.record(id, who.organization(), Stage.DELETION);
      arrivals
          .findJob(who.organization(), id)
          .ifPresent(job -> jobs.cancel(who.organization(), job));
    }
    if (arrival.isPresent()) {
      blocks.release(id, who.organization());
      arrivals.remove(who.organization(), id);
    }
    forget(id, who.organization());
  }

  private void forget(UUID id, OrganizationId organization) {
    properties.forget(EntityKind.DATASET, id, organization);
    members.forget(MemberKind.DATASET, id, organization);
  }

  /** In the portal, or with its model; in the transaction that does it. */
  @EventListener
  void erased(DatasetErased erased) {
    UUID id = erased.dataset().value();
    arrivals.remove(erased.organization(), id);
    forget(id, erased.organization());
  }
}
