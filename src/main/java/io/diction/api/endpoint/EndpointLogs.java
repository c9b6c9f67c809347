package io.diction.api.endpoint;

import io.diction.api.content.ContentSource;
import io.diction.api.endpoint.LogRows.LogFile;
import io.diction.api.endpoint.LogRows.Root;
import io.diction.dataset.PlanRoom;
import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps what was recognised where that is wanted: the sound, and what was answered. */
@Service
class EndpointLogs implements ContentSource {
  static final String KIND = "endpoint-log";
  private static final Logger LOG = LoggerFactory.getLogger(EndpointLogs.class);
  private static final int AT_ONCE = 500;

  private final LogRows rows;
  private final EndpointRows endpoints;
  private final Blobs blobs;
  private final PlanRoom plan;
  private final EndpointSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  EndpointLogs(
      LogRows rows,
      EndpointRows endpoints,
      Blobs blobs,
      PlanRoom plan,
      EndpointSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.endpoints = endpoints;
    this.blobs = blobs;
    this.plan = plan;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Keeps both, or neither where the organization has no room for them or the endpoint is gone: the
   * answer is given nevertheless.
   *
   * @param id of the recognition
   */
  void keep(Root root, UUID id, Path sound, String ending, long durationMs, byte[] answer)
      throws IOException {
    Blob audio;
    try (InputStream bytes = Files.newInputStream(sound)) {
      audio = blobs.store(root.organization(), bytes);
    }
    Blob result = blobs.store(root.organization(), new ByteArrayInputStream(answer));
    transaction.executeWithoutResult(
        status -> {
          long left = plan.hold(root.organization());
          if (root.endpoint() != null
              && endpoints.find(root.organization(), root.endpoint()).isEmpty()) {
            return;
          }
          if (left < audio.sizeBytes() + result.sizeBytes()) {
            LOG.warn("No room to keep what {} recognised", root);
            return;
          }
          OffsetDateTime at = now();
          rows.add(root, id + "." + ending, audio, durationMs, at);
          rows.add(root, id + ".json", result, null, at);
          blobs.retainAll(root.organization(), List.of(audio.sha256(), result.sha256()));
        });
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  @Transactional(readOnly = true)
  public List<LogFile> page(Root root, @Nullable UUID before, int most) {
    return rows.page(root, before, most);
  }

  @Transactional(readOnly = true)
  public Optional<LogFile> find(Root root, String name) {
    return rows.find(root, name);
  }

  /** Whether it was there. */
  @Transactional
  public boolean remove(Root root, String name) {
    plan.hold(root.organization());
    Optional<LogFile> found = rows.find(root, name);
    found.ifPresent(this::remove);
    return found.isPresent();
  }

  /**
   * Removes what one transaction can; nobody sees the rest from now on.
   *
   * @param day the last one whose files go; null for all
   */
  @Transactional
  public void removeUntil(Root root, @Nullable LocalDate day) {
    plan.hold(root.organization());
    OffsetDateTime end =
        day == null ? now().plusDays(1) : day.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
    rows.before(root, end, AT_ONCE).forEach(this::remove);
    rows.hide(root, end, now());
  }

  /** With their endpoint, which they refer to no more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void removeAll(Endpoint endpoint) {
    removeUntil(new Root(endpoint.organization(), endpoint.id(), endpoint.locale()), null);
  }

  /** Those that have been kept long enough. */
  void removeOld() {
    OffsetDateTime end = now().minus(settings.logRetention());
    removeEach(() -> rows.before(end, AT_ONCE));
  }

  /** What is left of those that were too many to go at once. */
  void sweep() {
    removeEach(() -> rows.hidden(AT_ONCE));
  }

  private void removeEach(Supplier<List<LogFile>> some) {
    List<LogFile> files;
    int removed;
    do {
      files = some.get();
      removed = 0;
      for (LogFile file : files) {
        removed += isRemovedAlone(file) ? 1 : 0;
      }
    } while (files.size() == AT_ONCE && removed > 0);
  }

  private boolean isRemovedAlone(LogFile file) {
    try {
      transaction.executeWithoutResult(
          status -> {
            plan.hold(file.organization());
            remove(file);
          });
      return true;
    } catch (RuntimeException problem) {
      // The others have to go nevertheless.
      LOG.error("Log {} of an endpoint is still there", file.name(), problem);
      return false;
    }
  }

  private void remove(LogFile file) {
    if (rows.remove(file)) {
      blobs.release(file.organization(), file.sha256());
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Optional<Content> find(OrganizationId organization, String id) {
    return rows.find(organization, id)
        .map(
            file ->
                new Content(
                    file.name(), new FileSystemResource(blobs.file(organization, file.sha256()))));
  }
}
