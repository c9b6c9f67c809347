package io.diction.dataset.check;

import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How recordings are checked.
 *
 * @param parallel how many recordings of a dataset are checked at once; 0: as many as processors
 * @param waitForRoom how long a validation waits while the disk is full before it gives a file up
 */
@ConfigurationProperties("diction.dataset.check")
@Validated
record CheckSettings(
    @DefaultValue("0") @PositiveOrZero int parallel, @DefaultValue("30m") Duration waitForRoom) {
  static final CheckSettings DEFAULT = new CheckSettings(0, Duration.ofMinutes(30));

  int threads() {
    return parallel == 0 ? Runtime.getRuntime().availableProcessors() : parallel;
  }
}
