package io.diction;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** The portal. Started by {@link io.diction.cli.Main}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class DictionApplication {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FlywayMigrationStrategy migrations() {
    return Migrations::migrate;
  }
}
