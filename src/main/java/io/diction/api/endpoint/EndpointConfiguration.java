package io.diction.api.endpoint;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What endpoints need of the portal; tasks are found by the scheduler among the beans. */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration {
  static final String SHORT_AUDIO = "shortAudioDecoder";

  /**
   * Who waits for an answer does not wait for the children that long recordings hold. No more of
   * them than are recognised at once.
   */
  @Bean(name = SHORT_AUDIO, defaultCandidate = false)
  AudioDecoder shortAudioDecoder(Environment environment) {
    Path data = Path.of(environment.getRequiredProperty("diction.data"));
    return new AudioDecoder(
        DecoderOptions.defaults().withCacheFolder(data.resolve("cache").resolve("ffmpeg")));
  }

  @Bean
  RecurringTask<Void> endpointsWhoseTimeIsOver(OldEndpoints endpoints) {
    return Tasks.recurring("api-endpoints", FixedDelay.ofMinutes(1))
        .execute((instance, context) -> endpoints.delete());
  }

  @Bean
  RecurringTask<Void> oldEndpointLogs(EndpointLogs logs) {
    return Tasks.recurring("api-endpoint-logs", FixedDelay.ofHours(1))
        .execute((instance, context) -> logs.removeOld());
  }

  @Bean
  RecurringTask<Void> deletedEndpointLogs(EndpointLogs logs) {
    return Tasks.recurring("api-endpoint-logs-deleted", FixedDelay.ofMinutes(1))
        .execute((instance, context) -> logs.sweep());
  }
}
