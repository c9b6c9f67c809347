package io.diction.sharing;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.custommodel.ModelAccess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Ends shares whose date has come. The moment itself ends the access, everywhere at once; this
 * removes what is left, makes room for another default and tells everyone.
 */
@Configuration(proxyBeanMethods = false)
class DueRemovals {
  private static final int BATCH = 100;

  @Bean
  RecurringTask<Void> endedShares(ModelAccess access) {
    return Tasks.recurring("ended-shares", FixedDelay.ofSeconds(30))
        .execute((instance, context) -> end(access));
  }

  static void end(ModelAccess access) {
    int found = BATCH;
    while (found == BATCH) {
      found = access.endDue(BATCH);
    }
  }
}
