package io.diction.account.factor;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of second factors.
 *
 * @param keys folder of the key that encrypts the secrets of authenticator apps
 * @param address under which browsers reach the portal, such as https://diction.example.org, needed
 *     for passkeys; without it they work on the portal's own machine as http://localhost
 */
@ConfigurationProperties("diction.account")
@Validated
record FactorSettings(Path keys, @Nullable URI address) {
  FactorSettings {
    if (address != null && (address.getHost() == null || address.getScheme() == null)) {
      throw new IllegalArgumentException(
          "diction.account.address is '%s', which is no address like https://diction.example.org"
              .formatted(address));
    }
  }
}
