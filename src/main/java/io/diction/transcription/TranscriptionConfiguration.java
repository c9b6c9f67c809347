package io.diction.transcription;

import io.diction.web.StreamedUpload;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TranscriptionConfiguration {
  @Bean
  StreamedUpload recordingUpload() {
    return new StreamedUpload("/sessions");
  }
}
