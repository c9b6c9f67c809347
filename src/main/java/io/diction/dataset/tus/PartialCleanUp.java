package io.diction.dataset.tus;

import io.diction.identity.OrganizationId;
import io.diction.organization.Organizations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import me.desair.tus.server.exception.UploadNotFoundException;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends uploads that nobody went on with, and removes what a killed process or a deleted model left.
 */
@Component
class PartialCleanUp {
  /** Files come before their row and go after it. */
  private static final Duration IN_BETWEEN = Duration.ofMinutes(10);

  /** Of a node that is no more: its folder went with it. */
  private static final Duration ABANDONED = Duration.ofDays(30);

  /** As long as a client may go on trying. */
  private static final Duration ASKED_AGAIN = Duration.ofDays(7);

  private static final Logger LOG = LoggerFactory.getLogger(PartialCleanUp.class);

  private final PartialFiles files;
  private final PartialRows rows;
  private final TakenRows taken;
  private final Organizations organizations;
  private final TransactionTemplate transaction;
  private final TusSettings settings;
  private final Clock clock;

  PartialCleanUp(
      PartialFiles files,
      PartialRows rows,
      TakenRows taken,
      Organizations organizations,
      TransactionTemplate transaction,
      TusSettings settings,
      Clock clock) {
    this.files = files;
    this.rows = rows;
    this.taken = taken;
    this.organizations = organizations;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  void run() throws IOException {
    taken.forgetBefore(clock.instant().minus(ASKED_AGAIN));
    Instant settled = clock.instant().minus(IN_BETWEEN);
    Set<UUID> known = rows.all();
    Set<UUID> heldUp = rows.ofLockedModels();
    Set<UUID> present = new HashSet<>(files.all());
    for (UUID id : present) {
      try (FileChannel lock = files.tryLock(id).orElse(null)) {
        if (lock != null && heldUp.contains(id)) {
          prolong(id);
        } else if (lock != null
            && (known.contains(id) ? isExpired(id, settled) : isOlder(id, settled))) {
          rows.remove(List.of(id));
          files.remove(id);
        }
      } catch (NoSuchFileException ended) {
        // By its own client, meanwhile.
      } catch (IOException problem) {
        LOG.warn("cannot clean up partial upload {}", id, problem);
      }
    }
    List<UUID> lost =
        rows.begunBefore(settled, files.id(), clock.instant().minus(ABANDONED)).stream()
            .filter(id -> !present.contains(id))
            .toList();
    if (!lost.isEmpty()) {
      rows.remove(lost);
    }
    for (OrganizationId organization : rows.miscounted()) {
      transaction.executeWithoutResult(
          status -> {
            organizations.lock(organization);
            var unused = rows.recounted(organization);
          });
    }
  }

  /** Nobody can go on with it while its model trains: its time begins when that is over. */
  private void prolong(UUID id) throws IOException {
    UploadInfo info = files.getUploadInfo(new UploadId(id));
    if (info != null) {
      info.updateExpiration(settings.expiry().toMillis());
      try {
        files.update(info);
      } catch (UploadNotFoundException ended) {
        // By its own client, meanwhile.
      }
    }
  }

  private boolean isOlder(UUID id, Instant limit) throws IOException {
    Path data = files.data(id);
    Path oldest = Files.exists(data) ? data : data.getParent();
    return Files.getLastModifiedTime(oldest).toInstant().isBefore(limit);
  }

  /** What cannot be read is of no use to anybody, and must not keep the others. */
  private boolean isExpired(UUID id, Instant settled) throws IOException {
    UploadInfo info;
    try {
      info = files.getUploadInfo(new UploadId(id));
    } catch (IOException unreadable) {
      return isOlder(id, settled);
    }
    return info == null
        || info.getExpirationTimestamp() == null
        || info.getExpirationTimestamp() < clock.instant().toEpochMilli();
  }
}
