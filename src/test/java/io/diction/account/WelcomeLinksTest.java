package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class WelcomeLinksTest {
  private final MockEnvironment environment = new MockEnvironment();

  @BeforeEach
  void comeThroughAProxyThatSaysNothing() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setServerName("127.0.0.1");
    request.setServerPort(8080);
    request.setContextPath("/speech");
    RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
  }

  @AfterEach
  void forgetTheRequest() {
    RequestContextHolder.resetRequestAttributes();
  }

  @Test
  void leadToWhereTheRequestCameUnlessAnAddressIsSet() {
    assertThat(links(null).to("token")).isEqualTo("http://127.0.0.1:8080/speech/welcome/token");
    assertThat(links("https://diction.example.org").to("token"))
        .isEqualTo("https://diction.example.org/speech/welcome/token");
    assertThat(links("https://diction.example.org:8443/").to("token"))
        .isEqualTo("https://diction.example.org:8443/speech/welcome/token");
    assertThat(links("https://example.org/diction/").to("token"))
        .as("the proxy's own path")
        .isEqualTo("https://example.org/diction/welcome/token");
  }

  @ParameterizedTest
  @CsvSource({
    "https://diction.example.org, , true",
    "https://diction.example.org, none, true",
    "https://diction.example.org, native, false",
    "http://localhost:8080, , false",
    ", , false"
  })
  void warnOfAProxyThatIsNotBelieved(String address, String strategy, boolean warned) {
    if (strategy != null) {
      environment.setProperty("server.forward-headers-strategy", strategy);
    }

    assertThat(links(address).lacksForwardedHeaders()).isEqualTo(warned);
  }

  private WelcomeLinks links(String address) {
    return new WelcomeLinks(
        new LinkSettings(address == null ? null : URI.create(address)), environment);
  }
}
