package io.diction.dataset;

import io.diction.dataset.check.ChecksDone;
import io.diction.identity.OrganizationId;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How far the validation of datasets has come. */
@Service
public class ValidationProgress {
  private final Jobs jobs;

  ValidationProgress(Jobs jobs) {
    this.jobs = jobs;
  }

  /**
   * Of one dataset.
   *
   * @param fraction done, 0 to 1
   * @param checks of its recordings; null where it has none, and before they are counted
   */
  public record Shown(boolean queued, double fraction, @Nullable ChecksDone checks) {
    /** The page of a check that nothing is kept of says it in the same words. */
    public static Shown running(double fraction, String line) {
      return new Shown(false, fraction, ChecksDone.of(line).orElse(null));
    }

    public int getPercent() {
      return (int) Math.floor(fraction * 100);
    }
  }

  /** By dataset, for those that are under way. */
  public Map<UUID, Shown> of(OrganizationId organization, List<Dataset> datasets) {
    List<Dataset> underWay =
        datasets.stream()
            .filter(dataset -> dataset.status().isUnderWay() && dataset.job() != null)
            .toList();
    Map<UUID, Job> found =
        jobs.byId(
            organization,
            underWay.stream().map(dataset -> Objects.requireNonNull(dataset.job())).toList());
    Map<UUID, Shown> shown = new HashMap<>();
    for (Dataset dataset : underWay) {
      Job job = found.get(dataset.job());
      if (job != null) {
        boolean queued = job.state() == JobState.QUEUED;
        shown.put(
            dataset.id().value(),
            queued ? new Shown(true, 0, null) : Shown.running(job.fraction(), job.message()));
      }
    }
    return shown;
  }
}
