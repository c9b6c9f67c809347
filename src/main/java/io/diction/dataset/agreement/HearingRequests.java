package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetChecked;
import io.diction.dataset.DatasetRemoved;
import io.diction.dataset.DatasetStatus;
import io.diction.dataset.DatasetType;
import io.diction.dataset.Datasets;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has datasets listened to as soon as they are validated, in the transaction that ends that. */
@Component
class HearingRequests {
  private final Datasets datasets;
  private final Jobs jobs;

  HearingRequests(Datasets datasets, Jobs jobs) {
    this.datasets = datasets;
    this.jobs = jobs;
  }

  @EventListener
  void on(DatasetChecked checked) {
    datasets
        .findForWork(checked.organization(), checked.dataset())
        .filter(dataset -> dataset.status() != DatasetStatus.REJECTED)
        .ifPresent(this::ask);
  }

  @EventListener
  void on(DatasetRemoved removed) {
    jobs.latest(removed.organization(), HearingJob.KIND, removed.dataset().value())
        .filter(job -> !job.state().isFinal())
        .ifPresent(job -> jobs.cancel(removed.organization(), job.id()));
  }

  /** A recording may be what a text was waiting for. */
  private void ask(Dataset dataset) {
    if (dataset.type() != DatasetType.AUDIO) {
      submit(dataset);
      return;
    }
    for (CustomModelId model : datasets.models(dataset)) {
      datasets.texts(model, dataset).forEach(this::submit);
    }
  }

  private void submit(Dataset dataset) {
    UUID id = dataset.id().value();
    Optional<Job> last = jobs.latest(dataset.organization(), HearingJob.KIND, id);
    if (last.filter(job -> job.state() == JobState.QUEUED).isEmpty()) {
      var unused = jobs.submit(HearingJob.KIND, dataset.organization(), id);
    }
  }
}
