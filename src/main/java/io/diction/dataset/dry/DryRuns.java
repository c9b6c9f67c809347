package io.diction.dataset.dry;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.PlanRoom;
import io.diction.dataset.check.DataCheck;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.WorkFolder;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.util.FileSystemUtils;

/** Checks data that is not kept. Reports stay in memory for half an hour. */
@Service
class DryRuns {
  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final String FOLDER = "check-";
  private static final int MOST_KEPT = 100;
  private static final int MOST_FINDINGS = 1_000;
  private static final int AT_ONCE = 2;

  /** The check is done when its page is answered, so there is an end to how much it may be. */
  private static final long MOST_BYTES = 512L << 20;

  /** No check takes that long: whoever made the folder was killed. */
  private static final Duration LEFT_BEHIND = Duration.ofHours(6);

  private final DataCheck check;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final Path work;
  private final Clock clock;
  private final Set<OrganizationId> checking = new HashSet<>();
  private final Map<UUID, Report> kept = new LinkedHashMap<>();

  DryRuns(AudioDecoder decoder, PlanRoom plan, Blobs blobs, WorkFolder folder, Clock clock) {
    this.check = new DataCheck(decoder);
    this.plan = plan;
    this.blobs = blobs;
    this.work = folder.path();
    this.clock = clock;
  }

  /**
   * What was found in data that is gone.
   *
   * @param outcome with the findings that are listed
   * @param errors of all, listed or not
   * @param warnings of all, listed or not
   */
  record Report(
      OrganizationId owner,
      CustomModelId model,
      Instant until,
      Outcome outcome,
      long errors,
      long warnings,
      int notListed) {}

  /**
   * Takes a turn, one of each organization, before the first byte: what waits for its turn would
   * lie on the disk meanwhile. The turn is over when the upload is closed.
   */
  DryUpload begin(SignedIn who) throws IOException {
    OrganizationId organization = who.organization();
    synchronized (checking) {
      if (checking.size() >= AT_ONCE || !checking.add(organization)) {
        throw new LimitReached(ErrorCode.TOO_MANY_REQUESTS);
      }
    }
    try {
      Files.createDirectories(work);
      removeLeftBehind();
      return new DryUpload(
          work.resolve(FOLDER + Ids.next()),
          MOST_BYTES,
          plan.leftBytes(organization),
          blobs,
          () -> end(organization));
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

  /** What a killed process had received. */
  @EventListener(ApplicationReadyEvent.class)
  void removeLeftBehind() throws IOException {
    if (!Files.isDirectory(work)) {
      return;
    }
    Instant limit = clock.instant().minus(LEFT_BEHIND);
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(work, FOLDER + "*")) {
      for (Path folder : folders) {
        if (Files.getLastModifiedTime(folder).toInstant().isBefore(limit)) {
          FileSystemUtils.deleteRecursively(folder);
        }
      }
    } catch (NoSuchFileException | DirectoryIteratorException ended) {
      // By its own check, meanwhile.
    }
  }

  /**
   * Checks what was received, each archive by itself and the other files together.
   *
   * @return under what its report can be read
   */
  UUID run(CustomModelId model, DryUpload upload, SignedIn who) throws IOException {
    List<Finding> findings = new ArrayList<>(upload.problems());
    int files = 0;
    double seconds = 0;
    List<Path> sources = new ArrayList<>(upload.archives());
    if (!isEmpty(upload.folder())) {
      sources.add(upload.folder());
    }
    for (Path source : sources) {
      String name = source.equals(upload.folder()) ? "" : String.valueOf(source.getFileName());
      Outcome outcome = check.check(source, name, Progress.NONE);
      findings.addAll(outcome.findings());
      files += outcome.files();
      seconds += outcome.audioSeconds();
    }
    Instant until = clock.instant().plus(KEPT);
    return keep(report(who.organization(), model, until, findings, files, seconds));
  }

  /** Errors first, since no more than so many are listed. */
  static Report report(
      OrganizationId owner,
      CustomModelId model,
      Instant until,
      List<Finding> findings,
      int files,
      double seconds) {
    Outcome all = new Outcome(findings, files, seconds);
    List<Finding> listed =
        findings.stream()
            .sorted(Comparator.comparingInt(finding -> finding.error() ? 0 : 1))
            .limit(MOST_FINDINGS)
            .toList();
    return new Report(
        owner,
        model,
        until,
        new Outcome(listed, files, seconds),
        all.errors(),
        all.warnings(),
        findings.size() - listed.size());
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
