package io.diction.notification;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Found by the scheduler of background work among the beans. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {
  @Bean
  RecurringTask<Void> notificationMail(Mail mail, OutgoingMail others) {
    return Tasks.recurring("notification-mail", FixedDelay.ofSeconds(20))
        .execute(
            (instance, context) -> {
              mail.send();
              others.deliver();
            });
  }

  @Bean
  RecurringTask<Void> notificationCleanUp(Notifications notifications) {
    return Tasks.recurring("notification-clean-up", FixedDelay.ofHours(24))
        .execute((instance, context) -> notifications.removeOld());
  }
}
