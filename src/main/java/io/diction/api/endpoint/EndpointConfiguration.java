package io.diction.api.endpoint;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What endpoints need of the portal; tasks are found by the scheduler among the beans. */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration {
  private static final int AT_ONCE = 100;

  @Bean
  RecurringTask<Void> endpointsWhoseTimeIsOver(EndpointRows rows, ApiEndpoints endpoints) {
    return Tasks.recurring("api-endpoints", FixedDelay.ofMinutes(1))
        .execute(
            (instance, context) ->
                rows.over(AT_ONCE)
                    .forEach(over -> endpoints.expire(over.organization(), over.id())));
  }

  @Bean
  RecurringTask<Void> oldEndpointLogs(EndpointLogs logs) {
    return Tasks.recurring("api-endpoint-logs", FixedDelay.ofHours(1))
        .execute((instance, context) -> logs.removeOld());
  }
}
