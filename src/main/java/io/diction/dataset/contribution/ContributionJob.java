package io.diction.dataset.contribution;

import io.diction.dataset.check.ArchiveLimits;
import io.diction.dataset.check.DataCheck;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.finding.Finding;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.speech.audio.AudioDecoder;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Checks what is offered, as uploads are checked; checked again after a crash. */
@Component
class ContributionJob implements JobHandler {
  static final String KIND = "contribution-check";
  private static final int MOST_FINDINGS = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ContributionRows rows;
  private final Contributions contributions;
  private final Blobs blobs;
  private final DataCheck check;

  ContributionJob(
      ContributionRows rows,
      Contributions contributions,
      Blobs blobs,
      AudioDecoder decoder,
      ArchiveLimits archive) {
    this.rows = rows;
    this.contributions = contributions;
    this.blobs = blobs;
    this.check = new DataCheck(decoder, archive);
  }

  /** How much there is of what. */
  record Counts(int files, double seconds, long errors, long warnings) {}

  private static final Counts NOT_CHECKED = new Counts(0, 0, 1, 0);

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobContext context) throws IOException {
    Optional<Contribution> found =
        rows.find(context.subject(), context.organization())
            .filter(one -> one.state() == Contribution.State.CHECKING);
    if (found.isEmpty()) {
      return;
    }
    Contribution offered = found.get();
    Outcome outcome =
        check.check(
            blobs.file(offered.organization(), offered.sha256()),
            offered.name(),
            context.progress("check", 0, 1));
    List<Finding> first =
        outcome.findings().stream()
            .sorted(Comparator.comparingInt(finding -> finding.error() ? 0 : 1))
            .limit(MOST_FINDINGS)
            .toList();
    contributions.checked(
        offered,
        JSON.writeValueAsString(first),
        new Counts(outcome.files(), outcome.audioSeconds(), outcome.errors(), outcome.warnings()));
  }

  /** A check that broke down is the owner's to judge: it must not seem to go on for ever. */
  @Override
  public void ended(Job job) {
    if (job.state() != JobState.SUCCEEDED) {
      rows.find(job.subject(), job.organization())
          .ifPresent(one -> contributions.checked(one, brokeDown(one, job), NOT_CHECKED));
    }
  }

  private static String brokeDown(Contribution offered, Job job) {
    String reason = job.errorText() == null ? "" : job.errorText();
    return JSON.writeValueAsString(
        List.of(Finding.error(ErrorCode.INTERNAL_ERROR, "internal_error", offered.name(), reason)));
  }

  /** What {@link #run} found. */
  static List<Finding> findings(Contribution offered) {
    return JSON.readValue(offered.findings(), new TypeReference<List<Finding>>() {});
  }
}
