package io.diction.usage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UsageConfiguration {
  /** A few hours after a release begins to serve, none of the one before does any more. */
  @Bean
  RecurringTask<Void> missingUsage(UsageLedger ledger) {
    return Tasks.recurring("missing-usage", FixedDelay.ofHours(6))
        .execute((instance, context) -> ledger.addMissing());
  }
}
