package io.diction.jobs;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Background work.
 *
 * @param here whether this process runs jobs; a process that only serves pages says false
 * @param parallel by kind of job: how many run at once, over all processes
 * @param poll how often this process looks for work that others queued
 * @param heartbeat how often a running job says that its process lives; after four missed ones
 *     another process takes it over
 * @param shutdownWait how long a stopping process waits for its jobs to put their work down
 * @param keep how long ended jobs and their logs are kept
 */
@ConfigurationProperties("diction.jobs")
@Validated
record JobsSettings(
    @DefaultValue("true") boolean here,
    @DefaultValue Map<String, @Positive Integer> parallel,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("10s") Duration heartbeat,
    @DefaultValue("20s") Duration shutdownWait,
    @DefaultValue("365d") Duration keep) {

  int parallel(JobHandler handler) {
    return parallel.getOrDefault(handler.kind(), handler.parallel());
  }
}
