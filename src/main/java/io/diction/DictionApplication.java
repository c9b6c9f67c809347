package io.diction;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;

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
    return Migrations::migrateIfNeeded;
  }

  /**
   * Which beans are of which type is remembered only from here on: the web server and all that it
   * needs are made before Spring itself says that the definitions are complete.
   */
  @Bean
  static BeanFactoryPostProcessor definitionsAreComplete() {
    return beans -> {
      ((DefaultListableBeanFactory) beans).setAutowireCandidateResolver(new OwnBeans());
      beans.freezeConfiguration();
    };
  }

  /** Plain names in the statements of Spring Data: quoted ones are upper case on H2. */
  @Bean
  static BeanPostProcessor plainIdentifiers() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof JdbcMappingContext mapping) {
          mapping.setForceQuote(false);
        }
        return bean;
      }
    };
  }
}
