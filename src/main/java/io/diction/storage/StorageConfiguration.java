package io.diction.storage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Storage on the file system, and its clean-up. */
@Configuration(proxyBeanMethods = false)
class StorageConfiguration {
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
            });
  }
}
