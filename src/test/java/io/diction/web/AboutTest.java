package io.diction.web;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

@PortalTest
@Import(OrganizationFixtures.class)
class AboutTest {
  private static final String BILL = "META-INF/sbom/application.cdx.json";

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;

  @Test
  void namesEveryLibraryAndModelWithItsLicenceToEverybody() throws Exception {
    requireBill();
    MockHttpServletResponse response = mvc.perform(get("/about")).andReturn().getResponse();

    assertThat(response.getStatus()).isEqualTo(200);
    Document page = Jsoup.parse(response.getContentAsString());
    assertThat(page.select("h1").text()).isEqualTo("About Diction");
    assertThat(page.select(".page-caption, #libraries td:nth-child(3)")).isEmpty();
    assertThat(page.select("#libraries tbody th").eachText())
        .contains("bootstrap", "ffmpeg", "spring-core", "picocli", "tus-js-client")
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

  /** The client for resumable uploads is kept as its npm package has it, in one place. */
  @Test
  void keepsTheUploadClientAsItWasPublished() throws Exception {
    byte[] client = new ClassPathResource("static/js/tus.min.js").getContentAsByteArray();

    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(client)))
        .isEqualTo("8cbb1b63fccc3bba0ae73ad1deb160ce046c3750851d0c3e94921ae3ef070eb8");
    assertThat(
            mvc.perform(get("/js/tus.LICENSE.txt")).andReturn().getResponse().getContentAsString())
        .contains("The MIT License", "tus - Resumable File Uploads");
  }

  @Test
  void tellsVersionsToTheSignedInAlone() throws Exception {
    requireBill();
    SignedIn user = people.user(Role.USER);

    Document page =
        Jsoup.parse(
            mvc.perform(get("/about").with(as(user)))
                .andReturn()
                .getResponse()
                .getContentAsString());

    assertThat(page.select(".page-caption").text()).matches("Version \\d.*");
    assertThat(page.select("#libraries thead th").eachText())
        .containsExactly("Library", "Version", "Licence");
    assertThat(page.select("#libraries tbody td:nth-child(2)").eachText())
        .isNotEmpty()
        .allMatch(version -> version.matches(".*\\d.*"));
  }

  /** Maven writes the bill of materials when it is online, which CI always is. */
  private static void requireBill() {
    assumeTrue(
        new ClassPathResource(BILL).exists() || System.getenv("CI") != null,
        "this build was made offline and has no " + BILL);
  }
}
