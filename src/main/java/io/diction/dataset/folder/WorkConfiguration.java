package io.diction.dataset.folder;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tidies up the work folders of processes that were killed while this one runs. */
@Configuration(proxyBeanMethods = false)
class WorkConfiguration {
  @Bean
  RecurringTask<Void> workFolderCleanUp(WorkFolder folder) {
    return Tasks.recurring("work-folder-clean-up", FixedDelay.ofHours(1))
        .execute(
            (instance, context) -> {
              try {
                folder.tidy();
              } catch (IOException problem) {
                throw new UncheckedIOException("cannot tidy up the work folder", problem);
              }
            });
  }
}
