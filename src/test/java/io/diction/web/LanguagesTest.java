package io.diction.web;

import static io.diction.organization.OrganizationFixtures.as;
import static io.diction.organization.OrganizationFixtures.nobody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Which language an answer is in. */
@PortalTest
@Import(SamplesController.class)
class LanguagesTest {
  @Autowired private MockMvcTester web;

  private static Document page(MvcTestResult result) throws Exception {
    return Jsoup.parse(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
  }

  private static SignedIn reader(@Nullable Locale language) {
    SignedIn nobody = nobody(Role.USER);
    return new SignedIn(
        nobody.user(),
        nobody.organization(),
        nobody.role(),
        nobody.displayName(),
        ZoneId.of("Europe/Amsterdam"),
        language,
        Theme.SYSTEM,
        false,
        "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-                             | en",
        "nl                            | nl",
        "nl-BE,nl;q=0.9,en;q=0.8       | nl",
        "fr-FR,fr;q=0.9,nl;q=0.5       | nl",
        "en-GB,nl;q=0.9                | en",
        "nl;q=0,en;q=0.1               | en",
        "de-AT,de;q=0.9,en;q=0.8       | de",
        "fr                            | en",
        "*                             | en",
        "nl;q=x, ;;                    | en",
        "../../etc/passwd              | en",
      })
  void speaksTheFirstLanguageOfTheBrowserThatItKnows(String header, String language)
      throws Exception {
    var request = web.get().uri("/about");
    MvcTestResult result =
        (header == null ? request : request.header("Accept-Language", header)).exchange();

    assertThat(page(result).select("html").attr("lang")).isEqualTo(language);
    assertThat(result.getResponse().getHeader("Content-Language")).isEqualTo(language);
    assertThat(result.getResponse().getHeader("Vary")).contains("Accept-Language");
  }

  @Test
  void speaksTheUsersOwnLanguageWhateverTheBrowserSays() throws Exception {
    MvcTestResult result =
        web.get()
            .uri("/samples/refused/not-found")
            .header("Accept-Language", "en")
            .with(as(reader(Languages.DUTCH)))
            .exchange();

    Document page = page(result);
    assertThat(page.select("html").attr("lang")).isEqualTo("nl");
    assertThat(page.select("h1").text()).isEqualTo("Pagina niet gevonden");
    assertThat(page.title()).isEqualTo("Pagina niet gevonden · Diction");
  }

  @Test
  void writesNumbersAndWhatAFormLacksInTheReadersLanguage() throws Exception {
    MvcTestResult grid = web.get().uri("/samples").with(as(reader(Languages.DUTCH))).exchange();
    assertThat(page(grid).select(".pager-shown").text()).isEqualTo("1–25 van 1.204");

    MvcTestResult refused =
        web.post()
            .uri("/samples")
            .param("name", " ")
            .header("Accept-Language", "nl")
            .with(csrf())
            .with(as(reader(null)))
            .exchange();
    assertThat(page(refused).select(".field-error").text()).isEqualTo("Vul dit in.");
  }

  @Test
  void namesTimesAndSizesAsTheReaderDoes() throws Exception {
    MvcTestResult dutch =
        web.get().uri("/samples/times").with(as(reader(Languages.DUTCH))).exchange();
    assertThat(page(dutch).select("time").text()).isEqualTo("21 nov. 2026 07:15");
    assertThat(page(dutch).select("time").attr("title")).contains("21 november 2026", "CET");
    assertThat(page(dutch).select("p.size").text()).isEqualTo("1,5 KB");

    MvcTestResult german =
        web.get().uri("/samples/times").with(as(reader(Languages.GERMAN))).exchange();
    assertThat(page(german).select("time").text()).isEqualTo("21.11.2026, 07:15");
    assertThat(page(german).select("time").attr("title")).contains("21. November 2026", "MEZ");
    assertThat(page(german).select("p.size").text()).isEqualTo("1,5 KB");

    MvcTestResult english = web.get().uri("/samples/times").with(as(reader(null))).exchange();
    assertThat(page(english).select("time").text()).isEqualTo("21 Nov 2026, 07:15");
    assertThat(page(english).select("p.size").text()).isEqualTo("1.5 KB");
  }
}
