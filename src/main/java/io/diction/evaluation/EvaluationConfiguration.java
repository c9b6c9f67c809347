package io.diction.evaluation;

import io.diction.web.StreamedUpload;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EvaluationConfiguration {
  @Bean
  StreamedUpload testUpload() {
    return new StreamedUpload("/custom-models/{id}/tests");
  }
}
