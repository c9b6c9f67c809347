package io.diction.dataset.tus;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import me.desair.tus.server.TusFileUploadService;
import me.desair.tus.server.upload.UploadId;
import me.desair.tus.server.upload.UploadIdFactory;
import me.desair.tus.server.upload.UploadLock;
import me.desair.tus.server.upload.UploadLockingService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The library for the protocol, with all its extensions, and the clean-up. */
@Configuration(proxyBeanMethods = false)
class TusConfiguration {
  private static final String ANY_MODEL = TusController.PATH.replace("{id}", "[^/]+");

  @Bean
  PartialFiles partialFiles(TusSettings settings, Blobs blobs) throws IOException {
    return new PartialFiles(settings.folder(), blobs);
  }

  @Bean
  TusFileUploadService tusLibrary(
      PartialFiles files, TusSettings settings, LargestFile largest, Environment environment) {
    String context = environment.getProperty("server.servlet.context-path", "");
    return new TusFileUploadService()
        .withUploadStorageService(files)
        .withUploadLockingService(new HeldAlready())
        .withUploadUri(context + ANY_MODEL)
        .withMaxUploadSize(largest.size().toBytes())
        .withUploadExpirationPeriod(settings.expiry().toMillis());
  }

  /** Found by the scheduler of background work among the beans. */
  @Bean
  RecurringTask<Void> partialUploadCleanUp(PartialCleanUp cleanUp, TusSettings settings) {
    return Tasks.recurring("partial-upload-clean-up", FixedDelay.of(settings.cleanUp()))
        .execute(
            (instance, context) -> {
              try {
                cleanUp.run();
              } catch (IOException problem) {
                throw new UncheckedIOException("cannot clean up partial uploads", problem);
              }
            });
  }

  /**
   * Locks are taken before the library is asked: it would answer 200 to whoever comes while an
   * upload is locked.
   */
  private static final class HeldAlready implements UploadLockingService {
    @Override
    public @Nullable UploadLock lockUploadByUri(String requestUri) {
      return null;
    }

    @Override
    public void cleanupStaleLocks() {
      // There are none.
    }

    @Override
    public boolean isLocked(UploadId id) {
      return false;
    }

    @Override
    public void setIdFactory(UploadIdFactory idFactory) {
      // Ids are read from addresses elsewhere.
    }
  }
}
