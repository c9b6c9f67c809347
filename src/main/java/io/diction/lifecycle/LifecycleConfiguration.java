package io.diction.lifecycle;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Found by the scheduler of background work among the beans. */
@Configuration(proxyBeanMethods = false)
class LifecycleConfiguration {
  @Bean
  RecurringTask<Void> warningsOfEnds(ExpiryWarnings warnings) {
    return Tasks.recurring("expiry-warnings", FixedDelay.ofHours(1))
        .execute((instance, context) -> warnings.warn());
  }
}
