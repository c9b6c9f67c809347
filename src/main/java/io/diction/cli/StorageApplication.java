package io.diction.cli;

import io.diction.MigrateApplication;
import io.diction.organization.Organizations;
import io.diction.storage.BlobOwner;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;

/**
 * As much of the portal as it takes to check its storage. Started by the command {@code storage}.
 */
@ImportAutoConfiguration({
  DataSourceTransactionManagerAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  TransactionAutoConfiguration.class
})
@ComponentScan(basePackages = "io.diction.storage", lazyInit = true)
@ComponentScan(
    basePackages = "io.diction",
    useDefaultFilters = false,
    includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = BlobOwner.class),
    lazyInit = true)
@ConfigurationPropertiesScan("io.diction.storage")
@Import({MigrateApplication.class, Organizations.class})
class StorageApplication {
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }
}
