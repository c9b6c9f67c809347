package io.diction.storage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Storage on the file system or in an object store, its clean-up and its checks. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
  /** Who passed on the name of a copy has opened it by then. */
  private static final Duration STAYS_USED = Duration.ofMinutes(30);

  private static final Duration CHECK_EVERY = Duration.ofMinutes(10);

  @Bean
  BlobStore blobStore(
      Environment environment, StorageSettings settings, S3Settings objects, Clock clock)
      throws IOException {
    Path data = Path.of(environment.getRequiredProperty("diction.data"));
    if (settings.kind() == StorageSettings.Kind.FILES) {
      return new FileBlobStore(data);
    }
    String bucket = objects.required(objects.bucket(), "bucket");
    return new S3BlobStore(
        data,
        S3Clients.of(objects, S3Clients.WITHOUT_A_BYTE),
        bucket,
        new BlobCache(data.resolve("cache"), objects.cache().toBytes(), STAYS_USED, clock),
        settings.keepFree().toBytes(),
        S3BlobStore.LONGEST_UPLOAD,
        clock);
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
