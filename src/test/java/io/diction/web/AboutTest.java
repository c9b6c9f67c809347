package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.diction.testing.PortalTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@PortalTest
class AboutTest {
  @Autowired private MockMvc mvc;

  @Test
  void namesEveryLibraryAndModelWithItsLicenceToEverybody() throws Exception {
    MockHttpServletResponse response = mvc.perform(get("/about")).andReturn().getResponse();

    assertThat(response.getStatus()).isEqualTo(200);
    Document page = Jsoup.parse(response.getContentAsString());
    assertThat(page.select("h1").text()).isEqualTo("About Diction");
    assertThat(page.select(".page-caption").text()).matches("Version \\d.*");
    assertThat(page.select("#libraries tbody th").eachText())
        .contains("bootstrap", "ffmpeg", "spring-core", "picocli")
        .doesNotContain("junit-jupiter", "playwright");
    assertThat(page.select("#libraries tbody td:last-child").eachText())
        .isNotEmpty()
        .doesNotContain("");
    assertThat(page.select("main").text())
        .contains("Carnegie Mellon University")
        .contains("Redistribution and use in source and binary forms")
        .contains("LGPL");
    assertThat(page.select("footer a").attr("href")).isEqualTo("/about");
  }
}
