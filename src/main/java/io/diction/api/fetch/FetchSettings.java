package io.diction.api.fetch;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where content may be fetched from and web hooks sent to.
 *
 * @param allowedHosts names or addresses that may lie in a private network, with {@code :port} for
 *     that port alone
 */
@ConfigurationProperties("diction.api")
record FetchSettings(@DefaultValue List<String> allowedHosts) {
  FetchSettings {
    allowedHosts = List.copyOf(allowedHosts);
  }

  boolean allows(String host, int port) {
    return allowedHosts.stream()
        .anyMatch(
            allowed ->
                allowed.equalsIgnoreCase(host) || allowed.equalsIgnoreCase(host + ":" + port));
  }
}
