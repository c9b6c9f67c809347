package io.diction.dataset.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Removes what could be heard of datasets that are gone. Each node has such files of its own, and
 * only the one that deleted a dataset is told of it.
 */
@Component
class ListeningCleanUp implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(ListeningCleanUp.class);
  private static final Duration EVERY = Duration.ofHours(12);

  /** Begun just now, for a dataset that may be on its way. */
  private static final Duration SETTLED = Duration.ofHours(1);

  private static final int AT_ONCE = 500;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final ClipRows rows;
  private final Path folder;
  private final Clock clock;
  private final ScheduledExecutorService turns =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "listening-clean-up");
            thread.setDaemon(true);
            return thread;
          });

  ListeningCleanUp(ClipRows rows, Environment environment, Clock clock) {
    this.rows = rows;
    this.clock = clock;
    this.folder =
        Path.of(environment.getRequiredProperty("diction.data")).resolve("cache").resolve("listen");
    var unused =
        turns.scheduleWithFixedDelay(
            this::run, SETTLED.toMinutes(), EVERY.toMinutes(), TimeUnit.MINUTES);
  }

  private void run() {
    try {
      removeGone(clock.instant().minus(SETTLED));
    } catch (IOException | RuntimeException problem) {
      // Thrown on, it would end this for good.
      log.warn("Cannot tidy up what was listened to", problem);
    }
  }

  /** Removes the folders of datasets that are not there, but for those that are newer. */
  void removeGone(Instant before) throws IOException {
    Map<UUID, Path> old = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path one : (Iterable<Path>) folders::iterator) {
        String name = String.valueOf(one.getFileName());
        if (ID.matcher(name).matches()
            && Files.getLastModifiedTime(one).toInstant().isBefore(before)) {
          old.put(UUID.fromString(name), one);
        }
      }
    }
    List<UUID> ids = List.copyOf(old.keySet());
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      old.keySet().removeAll(rows.present(ids.subList(from, Math.min(ids.size(), from + AT_ONCE))));
    }
    for (Path gone : old.values()) {
      try {
        FileSystemUtils.deleteRecursively(gone);
      } catch (IOException problem) {
        log.warn("Cannot remove {}", gone, problem);
      }
    }
  }

  @Override
  public void destroy() {
    turns.shutdown();
  }
}
