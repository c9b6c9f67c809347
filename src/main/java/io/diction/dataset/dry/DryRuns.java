package io.diction.dataset.dry;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.PlanRoom;
import io.diction.dataset.agreement.TrialComparison;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.WorkFolder;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

/**
 * Checks data that is not kept, in this process and two uploads at a time: their bytes lie here,
 * and are gone when the check ends. Reports stay in memory for half an hour.
 */
@Service
class DryRuns implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(DryRuns.class);
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final String FOLDER = "check-";
  private static final int MOST_KEPT = 100;

  /** Of each organization: none pushes out the reports of others. */
  private static final int MOST_OF_ONE = 10;

  /** Findings and files of all reports together: older ones go before. */
  private static final int MOST_LINES = 100_000;

  /** Of all organizations; each has one. */
  private static final int MOST_UPLOADS = 4;

  private static final int AT_ONCE = 2;

  private final DryChecks checks;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final MostFiles mostFiles;
  private final Path work;
  private final Clock clock;
  private final Set<OrganizationId> checking = new HashSet<>();
  private final Map<UUID, Run> kept = new LinkedHashMap<>();
  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          AT_ONCE,
          task -> {
            Thread thread = new Thread(task, "dry-run");
            thread.setDaemon(true);
            return thread;
          });

  DryRuns(
      DryChecks checks,
      PlanRoom plan,
      Blobs blobs,
      MostFiles mostFiles,
      WorkFolder folder,
      Clock clock) {
    this.checks = checks;
    this.plan = plan;
    this.blobs = blobs;
    this.mostFiles = mostFiles;
    this.work = folder.path();
    this.clock = clock;
  }

  /** A check, under way or at its end. */
  static final class Run implements Progress {
    private final OrganizationId owner;
    private final CustomModelId model;
    private volatile boolean underWay = true;
    private volatile double fraction;
    private volatile String message = "";
    private volatile boolean cancelled;
    private volatile Instant until = Instant.MAX;
    private volatile @Nullable DryReport report;

    private Run(OrganizationId owner, CustomModelId model) {
      this.owner = owner;
      this.model = model;
    }

    @Override
    public void report(double part, String said) {
      fraction = part;
      message = said;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    public boolean isUnderWay() {
      return underWay;
    }

    public double getFraction() {
      return fraction;
    }

    public String getMessage() {
      return message;
    }

    /** Null while it is under way, and where it was stopped. */
    public @Nullable DryReport getReport() {
      return report;
    }
  }

  /**
   * Takes a turn, one of each organization, before the first byte: what waits for its turn would
   * lie on the disk meanwhile. The turn is over when the upload is closed.
   */
  DryUpload begin(SignedIn who) throws IOException {
    OrganizationId organization = who.organization();
    synchronized (checking) {
      if (checking.size() >= MOST_UPLOADS || !checking.add(organization)) {
        throw new LimitReached(ErrorCode.TOO_MANY_REQUESTS);
      }
    }
    try {
      Files.createDirectories(work);
      return new DryUpload(
          work.resolve(FOLDER + Ids.next()),
          mostFiles.single(),
          mostFiles.inFolders(),
          plan.leftBytes(organization),
          blobs,
          clock,
          new DryUpload.Turn(this::isCrowded, () -> end(organization)));
    } catch (IOException | RuntimeException notBegun) {
      end(organization);
      throw notBegun;
    }
  }

  private void end(OrganizationId organization) {
    synchronized (checking) {
      checking.remove(organization);
    }
  }

  private boolean isCrowded() {
    synchronized (checking) {
      return checking.size() >= MOST_UPLOADS;
    }
  }

  /**
   * Begins to check what was received, which is closed at the end.
   *
   * @return under what its progress, and then its report, can be read
   */
  UUID start(CustomModelId model, DryUpload upload, SignedIn who) {
    Run run = new Run(who.organization(), model);
    UUID id = keep(run);
    workers.execute(() -> work(run, upload));
    return id;
  }

  private void work(Run run, DryUpload upload) {
    try (upload) {
      run.report = checks.report(run.owner, run.model, upload, run);
    } catch (CancelledException stopped) {
      run.cancelled = true;
    } catch (IOException | RuntimeException problem) {
      String reference = Ids.next().toString();
      log.error("A dry run failed, reference {}", reference, problem);
      Finding failed = Finding.error(ErrorCode.INTERNAL_ERROR, "internal_error", "", reference);
      run.report =
          DryReport.of(
              new Outcome(List.of(failed), List.of(), 0, Set.of()),
              new TrialComparison.Result(List.of(), Map.of(), 0));
    } finally {
      run.until = clock.instant().plus(KEPT);
      run.underWay = false;
      keepFew();
    }
  }

  /** The reports that ended first go where all of them together are too long. */
  private synchronized void keepFew() {
    long lines = kept.values().stream().mapToLong(DryRuns::lines).sum();
    Iterator<Run> oldest = kept.values().iterator();
    while (lines > MOST_LINES && kept.size() > 1 && oldest.hasNext()) {
      Run old = oldest.next();
      if (!old.isUnderWay() && oldest.hasNext()) {
        lines -= lines(old);
        oldest.remove();
      }
    }
  }

  private static int lines(Run run) {
    DryReport report = run.report;
    return report == null ? 0 : report.size();
  }

  private synchronized UUID keep(Run run) {
    Instant now = clock.instant();
    kept.values().removeIf(old -> old.until.isBefore(now));
    long own = kept.values().stream().filter(old -> old.owner.equals(run.owner)).count();
    Iterator<Run> oldest = kept.values().iterator();
    while ((own >= MOST_OF_ONE || kept.size() >= MOST_KEPT) && oldest.hasNext()) {
      Run old = oldest.next();
      boolean of = old.owner.equals(run.owner);
      if (!old.isUnderWay() && (of || kept.size() >= MOST_KEPT)) {
        oldest.remove();
        own -= of ? 1 : 0;
      }
    }
    UUID id = UUID.randomUUID();
    kept.put(id, run);
    return id;
  }

  synchronized Run get(CustomModelId model, UUID id, SignedIn who) {
    Run run = kept.get(id);
    if (run == null
        || !run.owner.equals(who.organization())
        || !run.model.equals(model)
        || run.until.isBefore(clock.instant())) {
      throw new NotFound();
    }
    return run;
  }

  /** Its report once it has ended. */
  DryReport report(CustomModelId model, UUID id, SignedIn who) {
    DryReport report = get(model, id, who).getReport();
    if (report == null) {
      throw new NotFound();
    }
    return report;
  }

  /** Stops a check; its bytes go as soon as it has noticed. */
  void cancel(CustomModelId model, UUID id, SignedIn who) {
    Run run = get(model, id, who);
    if (run.isUnderWay()) {
      run.cancelled = true;
    }
  }

  @Override
  public void destroy() {
    synchronized (this) {
      kept.values().forEach(run -> run.cancelled = true);
    }
    workers.shutdown();
  }
}
