package io.diction.account.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class WantedPageTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "custom-models",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/caf\u00e9",
        "/sign-in",
        "/sign-out"
      })
  void isHomeForWhatIsNoPageOfOurs(String wanted) {
    assertThat(WantedPage.of(wanted)).isEqualTo(WantedPage.HOME);
  }

  @Test
  void isHomeForAnAbsurdlyLongAddress() {
    assertThat(WantedPage.of("/" + "a".repeat(2000))).isEqualTo(WantedPage.HOME);
  }

  @Test
  void keepsPathAndQuery() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/custom-models");
    request.setQueryString("page=2&name=a%20b");

    assertThat(WantedPage.of(request).path()).isEqualTo("/custom-models?page=2&name=a%20b");
    assertThat(WantedPage.of(request).address("/sign-in"))
        .isEqualTo("/sign-in?then=%2Fcustom-models%3Fpage%3D2%26name%3Da%2520b");
  }

  @Test
  void isThePageThatWantedTheFragment() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/jobs/1/progress");
    request.addHeader("HX-Current-URL", "http://localhost:8080/custom-models/1?tab=training");

    assertThat(WantedPage.of(request).path()).isEqualTo("/custom-models/1?tab=training");
  }

  @Test
  void takesOnlyThePathOfAForeignAddress() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/jobs/1/progress");
    request.addHeader("HX-Current-URL", "http://evil.example//evil.example/x");

    assertThat(WantedPage.of(request)).isEqualTo(WantedPage.HOME);
  }

  @Test
  void isHomeAfterAPost() {
    assertThat(WantedPage.of(new MockHttpServletRequest("POST", "/custom-models/1/delete")))
        .isEqualTo(WantedPage.HOME);
  }
}
