package io.diction.jobs;

import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The scheduler, wired by us: its starter makes none on this version of Spring Boot. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {
  @Bean
  JobHandlers jobHandlers(ObjectProvider<JobHandler> handlers) {
    return new JobHandlers(() -> handlers.orderedStream().toList());
  }

  @Bean
  SchedulerLifecycle schedulerLifecycle(
      DataSource dataSource,
      JobRows rows,
      JobHandlers handlers,
      JobDispatcher dispatcher,
      JobRunner runner,
      JobsSettings settings,
      Clock clock,
      ObjectProvider<Task<?>> tasks) {
    return new SchedulerLifecycle(
        dataSource,
        rows,
        handlers,
        dispatcher,
        runner,
        settings,
        clock,
        () -> tasks.orderedStream().<Task<?>>map(task -> task).toList());
  }
}
