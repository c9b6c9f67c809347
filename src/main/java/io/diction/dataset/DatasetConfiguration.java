package io.diction.dataset;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.diction.dataset.dry.MostFiles;
import io.diction.dataset.tus.LargestFile;
import io.diction.dataset.tus.MostUploads;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.web.StreamedUpload;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The decoder that this module and those above it share, and the way in for uploads. */
@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {
  private static final int OTHER_UPLOADS = 50_000;

  @Bean
  AudioDecoder audioDecoder(Environment environment) {
    Path data = Path.of(environment.getRequiredProperty("diction.data"));
    return new AudioDecoder(
        DecoderOptions.defaults().withCacheFolder(data.resolve("cache").resolve("ffmpeg")));
  }

  @Bean
  LargestFile largestFile(DatasetSettings settings) {
    return settings::largestFile;
  }

  /** A folder of the largest number of files, and others that are sent meanwhile. */
  @Bean
  MostUploads mostUploads(DatasetSettings settings) {
    return () -> (long) settings.folderFiles() + OTHER_UPLOADS;
  }

  @Bean
  MostFiles mostFiles(DatasetSettings settings) {
    return new MostFiles(settings.files(), settings.folderFiles());
  }

  /** Found by the scheduler of background work among the beans. */
  @Bean
  RecurringTask<Void> unmadePairs(PairingJob pairing) {
    return Tasks.recurring("dataset-unmade-pairs", FixedDelay.ofHours(24))
        .execute((instance, context) -> pairing.queueUnmade());
  }

  @Bean
  StreamedUpload datasetUpload() {
    return new StreamedUpload(DatasetController.PATH);
  }

  @Bean
  StreamedUpload trainingDataUpload() {
    return new StreamedUpload(DatasetController.PATH + "/upload");
  }

  /** The ids of a large folder are more than a form may hold. */
  @Bean
  StreamedUpload receivedUploads() {
    return new StreamedUpload(DatasetController.PATH + "/received");
  }

  @Bean
  StreamedUpload replacementUpload() {
    return new StreamedUpload(DatasetController.PATH + "/{dataset}/replace");
  }

  @Bean
  StreamedUpload dryRunUpload() {
    return new StreamedUpload(DatasetController.PATH + "/check");
  }
}
