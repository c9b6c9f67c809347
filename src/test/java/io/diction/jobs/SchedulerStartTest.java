package io.diction.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.Task;
import io.diction.identity.OrganizationId;
import io.diction.testing.PortalTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The scheduler as the application wires it: with nothing wrong it may still never start. */
@PortalTest
@Import(SchedulerStartTest.Handlers.class)
class SchedulerStartTest {
  private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(1, 1));

  @Autowired private Jobs jobs;
  @Autowired private SchedulerLifecycle scheduler;
  @Autowired private ObjectProvider<Task<?>> tasks;

  @Test
  void reallyRunsAJob() {
    UUID job = jobs.submit("scheduler-start-test", ORGANIZATION, UUID.randomUUID());

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> jobs.find(ORGANIZATION, job).orElseThrow().state() == JobState.SUCCEEDED);
    assertThat(scheduler.isRunning()).isTrue();
  }

  @Test
  void findsTheRecurringTasksOfOtherModules() {
    assertThat(tasks.stream().map(Task::getName)).contains("storage-clean-up");
  }

  @TestConfiguration
  static class Handlers {
    @Bean
    JobHandler quickHandler() {
      return new JobHandler() {
        @Override
        public String kind() {
          return "scheduler-start-test";
        }

        @Override
        public void run(JobContext context) {
          context.report(1, "only", "done");
        }
      };
    }
  }
}
