package io.diction.api.dataset;

import io.diction.api.answer.EntityKind;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.dataset.DatasetAdded;
import io.diction.dataset.DatasetCheckStarted;
import io.diction.dataset.DatasetChecked;
import io.diction.dataset.DatasetErased;
import io.diction.identity.OrganizationId;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What web hooks are told of datasets, those of the portal among them. */
@Component
class DatasetStages {
  private final EntityEvents events;
  private final DatasetList list;
  private final ArrivalRows arrivals;

  DatasetStages(EntityEvents events, DatasetList list, ArrivalRows arrivals) {
    this.events = events;
    this.list = list;
    this.arrivals = arrivals;
  }

  void record(UUID dataset, OrganizationId organization, Stage stage) {
    events.record(EntityKind.DATASET, dataset, organization, stage);
  }

  /** Of one that was asked for before, that has been told. */
  @EventListener
  void added(DatasetAdded added) {
    if (arrivals.find(added.organization(), added.dataset().value()).isEmpty()) {
      record(added.dataset().value(), added.organization(), Stage.CREATION);
    }
  }

  /** Fetching or joining its bytes was the beginning. */
  @EventListener
  void started(DatasetCheckStarted started) {
    UUID id = started.dataset().value();
    if (arrivals.find(started.organization(), id).filter(known -> !known.whole()).isEmpty()) {
      record(id, started.organization(), Stage.PROCESSING);
    }
  }

  /** What waits for a person at its report is not done. */
  @EventListener
  void checked(DatasetChecked checked) {
    UUID id = checked.dataset().value();
    if (list.find(checked.organization(), id).filter(row -> !row.isUnderWay()).isPresent()) {
      record(id, checked.organization(), Stage.COMPLETION);
    }
  }

  @EventListener
  void erased(DatasetErased erased) {
    record(erased.dataset().value(), erased.organization(), Stage.DELETION);
  }
}
