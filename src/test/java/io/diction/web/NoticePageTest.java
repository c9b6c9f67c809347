package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

/** The operator's notice on every page. */
@PortalTest
@Import(SamplesController.class)
class NoticePageTest {
  @Autowired private Notice notice;
  @LocalServerPort private int port;

  @AfterEach
  void tellNothing() {
    notice.change(Notice.Message.of(""));
  }

  private static Element notice(HttpBrowser browser) {
    return Jsoup.parse(browser.get("/about").body()).selectFirst("[data-notice]");
  }

  @Test
  void standsOnPagesForStrangersTooUntilItIsPutAway() {
    HttpBrowser browser = new HttpBrowser(port);
    assertThat(notice(browser)).isNull();

    notice.change(Notice.Message.of("Maintenance <tonight>"));
    Element shown = notice(browser);
    assertThat(shown.attr("role")).isEqualTo("status");
    assertThat(shown.select(".notice-text").text()).isEqualTo("Maintenance <tonight>");

    browser.setCookie("diction-notice", shown.attr("data-notice"));
    assertThat(notice(browser)).isNull();

    notice.change(Notice.Message.of("Maintenance tomorrow"));
    assertThat(notice(browser)).isNotNull();
  }
}
