package io.diction.account;

import java.net.URI;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** The whole addresses of links by which somebody joins or chooses a password. */
@Component
public class WelcomeLinks {
  private static final Logger log = LoggerFactory.getLogger(WelcomeLinks.class);
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final LinkSettings settings;
  private final Environment environment;

  WelcomeLinks(LinkSettings settings, Environment environment) {
    this.settings = settings;
    this.environment = environment;
  }

  /**
   * Where whoever has the token goes. Behind a proxy the request alone may know no more than the
   * portal's own machine, where nobody else gets to.
   */
  public String to(String token) {
    UriComponentsBuilder here = ServletUriComponentsBuilder.fromCurrentContextPath();
    URI address = settings.address();
    if (address != null) {
      here.scheme(address.getScheme()).host(address.getHost()).port(address.getPort());
      String path = address.getPath();
      if (path != null && path.matches("/.*[^/].*")) {
        // What the proxy calls the portal, the portal's own context included.
        here.replacePath(path.replaceFirst("/+$", ""));
      }
    }
    return here.path("/welcome/").path(token).toUriString();
  }

  /** Said at the start: without the headers of the proxy all visitors look like one. */
  @EventListener(ServletWebServerInitializedEvent.class)
  void checkProxy() {
    if (lacksForwardedHeaders()) {
      log.warn(
          "diction.account.address is {}, but server.forward-headers-strategy is not set: behind a"
              + " proxy every visitor seems to come from the proxy, and one who fails to sign in"
              + " locks out the others. Set it to native.",
          settings.address());
    }
  }

  boolean lacksForwardedHeaders() {
    URI address = settings.address();
    return address != null
        && !HERE.contains(address.getHost())
        && environment.getProperty("server.forward-headers-strategy", "none").equals("none");
  }
}
