package io.diction.api.dataset;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.api.Operation;
import io.diction.web.StreamedUpload;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the arrival of datasets needs of the portal. */
@Configuration(proxyBeanMethods = false)
class ArrivalConfiguration {
  static final String UPLOAD = Operation.BASE + "/datasets/upload";

  /** Found by the scheduler of background work among the beans. */
  @Bean
  RecurringTask<Void> blocksNobodyCommits(Blocks blocks) {
    return Tasks.recurring("api-blocks", FixedDelay.ofHours(1))
        .execute((instance, context) -> blocks.giveUp());
  }

  /** Forms are read as a stream: they may hold gigabytes. */
  @Bean
  StreamedUpload apiDatasetUpload() {
    return new StreamedUpload(UPLOAD);
  }
}
