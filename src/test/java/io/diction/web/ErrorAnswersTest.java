package io.diction.web;

import static io.diction.organization.OrganizationFixtures.as;
import static io.diction.organization.OrganizationFixtures.nobody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.identity.Role;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import({SamplesController.class, OrganizationFixtures.class})
@ExtendWith(OutputCaptureExtension.class)
class ErrorAnswersTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @LocalServerPort private int port;

  private MvcTestResult get(String path) {
    return web.get().uri(path).with(as(nobody(Role.USER))).exchange();
  }

  private static Document page(MvcTestResult result) throws Exception {
    return Jsoup.parse(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "/samples/refused/not-found, 404, not_found, Page not found",
    "/samples/refused/not-allowed, 403, not_allowed, Not allowed",
    "/samples/refused/wrong-state, 409, conflict, Not possible right now",
    "/samples/refused/limit, 409, no-claims-available, No training credits",
    "/samples/refused/invalid, 422, not_enough_data, Not enough data",
    "/samples/refused/too-large, 413, file_too_large, File too large",
    "/samples/refused/binding, 422, validation_failed, Not valid",
    "/samples/refused/defect, 500, internal_error, Something went wrong",
    "/samples/refused/away, 503, unavailable, Not available",
    "/samples/refused/busy, 503, unavailable, Not available",
    "/samples/item/no-id, 404, not_found, Page not found",
    "/samples/item/0198aa00-0000-7000-8000-000000000000?number=x, 400, bad_request, Request not understood",
    "/samples/toast, 405, method_not_allowed, Not possible this way",
    "/nothing/there, 404, not_found, Page not found",
    "/error, 404, not_found, Page not found",
  })
  void showsAPageThatSaysWhatIsWrong(String path, int status, String code, String title)
      throws Exception {
    MvcTestResult result = get(path);

    assertThat(result).hasStatus(status);
    Document page = page(result);
    assertThat(page.select("h1").text()).isEqualTo(title);
    assertThat(page.select(".error-facts code").eachText()).first().isEqualTo(code);
    assertThat(page.select(".error-message").text()).isNotBlank();
    assertThat(page.select("nav a").eachText()).contains("Home", "Custom models");
  }

  @Test
  void showsARefusalsOwnSentenceAsText() throws Exception {
    assertThat(page(get("/samples/refused/wrong-state")).select(".error-message").text())
        .isEqualTo("Page <b>Zoë</b>");
  }

  @Test
  void tellsAndLogsTheSameReferenceAndNoDetail(CapturedOutput log) throws Exception {
    MvcTestResult result = get("/samples/refused/defect");

    String reference = page(result).select(".error-facts code").eachText().get(1);
    assertThat(reference).matches("E-[2-9A-HJ-NP-Z]{8}");
    assertThat(log).contains(reference).containsOnlyOnce("secret of the database");
    assertThat(result).bodyText().doesNotContain("secret", "IllegalState", "at io.diction");
  }

  @Test
  void leadsBackToThePageThatItWasAskedFrom() throws Exception {
    for (String[] fromTo :
        new String[][] {
          {"http://localhost/custom-models?page=2&sort=name", "/custom-models?page=2&sort=name"},
          {"http://elsewhere.example/custom-models", ""},
          {"http://localhost/samples/refused/conflict", ""},
          {"http://localhost//elsewhere.example", ""},
          {"javascript:alert(1)", ""},
          {"%%%", ""},
        }) {
      MvcTestResult result =
          web.get()
              .uri("/samples/refused/conflict")
              .header("Referer", fromTo[0])
              .with(as(nobody(Role.USER)))
              .exchange();
      assertThat(page(result).select("main a.btn-secondary").attr("href"))
          .as("from %s", fromTo[0])
          .isEqualTo(fromTo[1]);
    }
  }

  @Test
  void saysWhenADatabaseThatIsAwayIsWorthAnotherTry(CapturedOutput log) {
    MvcTestResult result = get("/samples/refused/away");

    assertThat(result).hasStatus(503).hasHeader("Retry-After", "30");
    assertThat(result).bodyText().doesNotContain("host of the database");
    assertThat(log).contains("host of the database");
  }

  @Test
  void declinesAParameterThatTheFirewallRejectsOnceItIsRead() {
    HttpBrowser browser = new HttpBrowser(port);
    browser.signIn(
        OrganizationFixtures.email(people.user(Role.USER).user()), OrganizationFixtures.PASSWORD);

    HttpResponse<String> answer = browser.get("/custom-models?%00=1");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("bad_request");
  }

  @Test
  void declinesAParameterThatIsNotEncodedAndShowsAGridAllTheSame(CapturedOutput log) {
    HttpBrowser browser = new HttpBrowser(port);
    browser.signIn(
        OrganizationFixtures.email(people.user(Role.USER).user()), OrganizationFixtures.PASSWORD);

    HttpResponse<String> answer = browser.get("/?model=%ED%A0%80");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("bad_request");
    assertThat(browser.get("/custom-models?name=%ED%A0%80&page=9").statusCode()).isEqualTo(200);
    assertThat(browser.get("/sign-in?then=%ED%A0%80").statusCode()).isLessThan(500);
    assertThat(log).doesNotContain("ERROR");
  }

  /** Through the container, which alone leads to the page for what a filter refused. */
  @Test
  void saysOfAFormThatWasOpenedBeforeSigningInAgainThatItHasExpired() {
    HttpBrowser browser = new HttpBrowser(port);
    browser.get("/sign-in", "Accept-Language", "nl");
    browser.forgetToken();

    HttpResponse<String> refused = browser.post("/sign-in", Map.of("email", "a@b.example"));

    assertThat(refused.statusCode()).isEqualTo(403);
    Document page = Jsoup.parse(refused.body());
    assertThat(page.select("h1").text()).isEqualTo("Form expired");
    assertThat(page.select("main a.btn-primary").attr("href")).isEqualTo("/sign-in");
    assertThat(page.select("nav.places")).isEmpty();
  }

  @Test
  void logsNoDefectForARefusal(CapturedOutput log) {
    get("/samples/refused/limit");

    assertThat(log).contains("409 no-claims-available GET /samples/refused/limit");
    assertThat(log).doesNotContain("ERROR", "Exception");
  }

  @Test
  void givesHtmxAToastAndLeavesThePageAsItIs() {
    MvcTestResult result =
        web.get()
            .uri("/samples/refused/wrong-state")
            .header("HX-Request", "true")
            .with(as(nobody(Role.USER)))
            .exchange();

    assertThat(result).hasStatus(409).hasHeader("HX-Reswap", "none").bodyText().isEmpty();
    assertThat(result).hasHeader("Diction-Error", "conflict");
    String trigger = result.getResponse().getHeader("HX-Trigger");
    assertThat(trigger).isASCII().contains("\"kind\":\"error\"").doesNotContain("<b>");
    assertThat(URLDecoder.decode(trigger.replace("+", "%2B"), StandardCharsets.UTF_8))
        .contains("Page <b>Zoë</b> Reload the page");
  }

  @Test
  void leavesMissingRightsToTheSecurityFilters() {
    assertThat(get("/samples/refused/no-right")).hasStatus(403);
  }

  @Test
  void answersAFormWithProblemsByTheFormAnd422() throws Exception {
    MvcTestResult result =
        web.post()
            .uri("/samples")
            .param("name", " ")
            .param("description", "<b>bold</b>")
            .with(csrf())
            .with(as(nobody(Role.USER)))
            .exchange();

    assertThat(result).hasStatus(422);
    Document page = page(result);
    assertThat(page.select("#name").attr("aria-invalid")).isEqualTo("true");
    assertThat(
            page.select("#" + page.select("#name").attr("aria-describedby").split(" ")[1]).text())
        .isEqualTo("Fill this in.");
    assertThat(page.select("#description").text()).isEqualTo("<b>bold</b>");
  }

  /** Through the container, which MockMvc leaves out. */
  @ParameterizedTest
  @CsvSource({"/css/none.css, 404", "/%2e%2e%2fetc/passwd, 400"})
  void neverShowsTheContainersOwnErrorPage(String path, int status) throws Exception {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("Exception", "Tomcat");
  }
}
