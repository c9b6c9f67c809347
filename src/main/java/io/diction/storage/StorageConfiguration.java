package io.diction.storage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Storage on the file system, and its clean-up. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
  private static final Duration CHECK_EVERY = Duration.ofMinutes(10);

  @Bean
  BlobStore blobStore(Environment environment) throws IOException {
    return new FileBlobStore(Path.of(environment.getRequiredProperty("diction.data")));
  }

  /** Found by the scheduler of background work among the beans. */
  @Bean
  RecurringTask<Void> storageCleanUp(
      Blobs blobs, StorageSettings settings, ObjectProvider<Retentions> others) {
    return Tasks.recurring("storage-clean-up", FixedDelay.of(settings.cleanUp()))
        .execute(
            (instance, context) -> {
              Retentions retentions = others.getIfAvailable();
              blobs.cleanUp(retentions == null ? Map.of() : retentions.ofOrganizations());
              blobs.reckonUsage();
              blobs.tidy();
            });
  }

  @Bean
  RecurringTask<Void> storageCheckOfBytes(StorageCheck check) {
    return Tasks.recurring("storage-verify", FixedDelay.of(CHECK_EVERY))
        .execute(
            (instance, context) -> {
              try {
                check.checkSome(CHECK_EVERY, () -> context.getSchedulerState().isShuttingDown());
              } catch (IOException problem) {
                throw new UncheckedIOException("cannot read what is stored", problem);
              }
            });
  }

  @Bean
  RecurringTask<Void> storageCheckOfCounts(StorageCheck check) {
    return Tasks.recurring("storage-count", FixedDelay.ofHours(24))
        .execute((instance, context) -> check.checkCounts());
  }
}
