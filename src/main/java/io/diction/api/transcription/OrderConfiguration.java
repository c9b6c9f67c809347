package io.diction.api.transcription;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What transcriptions need of the portal. */
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {
  /** Found by the scheduler of background work among the beans. */
  @Bean
  RecurringTask<Void> transcriptionsWhoseTimeIsOver(OldOrders orders) {
    return Tasks.recurring("api-transcriptions", FixedDelay.ofMinutes(1))
        .execute(
            (instance, context) -> {
              orders.delete();
              orders.sweep();
            });
  }
}
