package io.diction.transcription;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.transcription.correction.OldTranscripts;
import io.diction.web.StreamedUpload;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TranscriptionConfiguration {
  @Bean
  StreamedUpload recordingUpload() {
    return new StreamedUpload("/sessions");
  }

  /** Found by the scheduler of background work among the beans. */
  @Bean
  RecurringTask<Void> oldSessionsCleanUp(OldSessions sessions) {
    return Tasks.recurring("sessions-clean-up", FixedDelay.ofHours(1))
        .execute((instance, context) -> sessions.delete());
  }

  @Bean
  RecurringTask<Void> oldTranscriptsIndexing(OldTranscripts transcripts) {
    return Tasks.recurring("sessions-index", FixedDelay.ofHours(1))
        .execute((instance, context) -> transcripts.index());
  }
}
