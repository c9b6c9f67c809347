package io.diction;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** The portal. Started by {@link io.diction.cli.Main}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DictionApplication {
  /** In the microseconds that databases keep: what is stored comes back equal. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }

  @Bean
  FlywayMigrationStrategy migrations() {
    return Migrations::migrate;
  }
}
