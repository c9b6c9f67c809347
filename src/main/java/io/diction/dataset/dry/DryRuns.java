package io.diction.dataset.dry;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.check.DataCheck;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.finding.Finding;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;

/** Checks data that is not kept. Reports stay in memory for half an hour. */
@Service
class DryRuns {
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final int MOST_KEPT = 100;
  private static final int MOST_FINDINGS = 1_000;
  private static final int AT_ONCE = 2;

  private final DataCheck check;
  private final Path work;
  private final Clock clock;
  private final Semaphore turns = new Semaphore(AT_ONCE);
  private final Map<UUID, Report> kept = new LinkedHashMap<>();

  DryRuns(AudioDecoder decoder, Environment environment, Clock clock) {
    this.check = new DataCheck(decoder);
    this.work = Path.of(environment.getRequiredProperty("diction.data")).resolve("work");
    this.clock = clock;
  }

  /** What was found in data that is gone. */
  record Report(
      OrganizationId owner, CustomModelId model, Instant until, Outcome outcome, int notListed) {}

  /** A folder to receive files in. */
  Path folder() throws IOException {
    Path folder = work.resolve("check-" + Ids.next());
    Files.createDirectories(folder);
    return folder;
  }

  /**
   * Checks what was received.
   *
   * @param folder with all files but archives, which are checked each by itself
   * @param problems that were found while receiving
   * @return under what its report can be read
   */
  UUID run(
      CustomModelId model, Path folder, List<Path> archives, List<Finding> problems, SignedIn who)
      throws IOException {
    if (!turns.tryAcquire()) {
      throw new LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
    try {
      List<Finding> findings = new ArrayList<>(problems);
      int files = 0;
      double seconds = 0;
      List<Path> sources = new ArrayList<>(archives);
      if (!isEmpty(folder)) {
        sources.add(folder);
      }
      for (Path source : sources) {
        String name = source.equals(folder) ? "" : String.valueOf(source.getFileName());
        Outcome outcome = check.check(source, name, Progress.NONE);
        findings.addAll(outcome.findings());
        files += outcome.files();
        seconds += outcome.audioSeconds();
      }
      int listed = Math.min(MOST_FINDINGS, findings.size());
      Outcome outcome = new Outcome(findings.subList(0, listed), files, seconds);
      return keep(
          new Report(
              who.organization(),
              model,
              clock.instant().plus(KEPT),
              outcome,
              findings.size() - listed));
    } finally {
      turns.release();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private synchronized UUID keep(Report report) {
    Instant now = clock.instant();
    kept.values().removeIf(old -> old.until().isBefore(now));
    Iterator<UUID> oldest = kept.keySet().iterator();
    while (kept.size() >= MOST_KEPT && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
    UUID id = UUID.randomUUID();
    kept.put(id, report);
    return id;
  }

  synchronized Report get(CustomModelId model, UUID id, SignedIn who) {
    Report report = kept.get(id);
    if (report == null
        || !report.owner().equals(who.organization())
        || !report.model().equals(model)
        || report.until().isBefore(clock.instant())) {
      throw new NotFound();
    }
    return report;
  }
}
