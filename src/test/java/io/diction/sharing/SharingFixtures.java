package io.diction.sharing;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.SettableClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** A portal whose time a test moves, and people and models in it. */
@TestConfiguration(proxyBeanMethods = false)
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class SharingFixtures {
  @Bean
  @Primary
  SettableClock settableClock() {
    return new SettableClock();
  }
}
