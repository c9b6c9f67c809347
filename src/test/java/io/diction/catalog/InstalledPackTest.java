package io.diction.catalog;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.dataset.DatasetFiles;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.pack.PackFixtures;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;

/** A language pack that is installed beside the running portal, in all that a user does with it. */
@PortalTest
@Import(OrganizationFixtures.class)
class InstalledPackTest {
  private static final String BOUNDARY = "a-boundary-of-the-test";

  @TempDir private static Path folder;

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private InstalledPacks packs;
  private SignedIn user;

  @DynamicPropertySource
  static void packs(DynamicPropertyRegistry registry) {
    registry.add("diction.catalog.packs", () -> folder.resolve("packs").toString());
  }

  @Test
  void servesInThePortalWithoutARestart() throws Exception {
    user = people.user(Role.ORGADMIN);
    assertThat(languages()).doesNotContain("Esperanto");

    // As the command does it in a process of its own.
    new Packs(folder.resolve("packs"))
        .install(PackFixtures.described(folder, "tiny"), PackOptions.NONE, Progress.NONE);
    // Otherwise it takes half a minute.
    packs.register();
    assertThat(languages()).contains("Esperanto");

    redirected(post("/custom-models").param("name", "Nomoj").param("locale", "eo"));
    String model =
        page("/custom-models").select("a[href^=/custom-models/]:contains(Nomoj)").attr("href");
    redirected(post(model + "/vocabulary").param("term", "mamom").param("pronunciation", "mama"));
    String base = page(model + "/train").select("select[name=base] option").val();
    redirected(post(model + "/train").param("base", base));
    awaitStatus(model, "Success");

    trainsOnTextAlone();

    Document home = page("/");
    assertThat(home.select("#session-language option").eachText()).contains("Esperanto");
    byte[] audio = Files.readAllBytes(SpeechFixtures.wav(folder.resolve("a.wav"), "mama"));
    for (String choice : home.select("#session-model option").eachAttr("value")) {
      MockHttpServletResponse started = upload(audio, choice);
      assertThat(started.getStatus()).isEqualTo(302);
      String session = String.valueOf(started.getRedirectedUrl());
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> !page(session).select("#session").hasAttr("hx-get"));
      assertThat(page(session).select(".status-badge").text()).as(choice).isEqualTo("Ready");
    }
  }

  /** With nothing to measure on, the version is accepted by itself and says so. */
  private void trainsOnTextAlone() throws Exception {
    redirected(post("/custom-models").param("name", "Tekstoj").param("locale", "eo"));
    String model =
        page("/custom-models").select("a[href^=/custom-models/]:contains(Tekstoj)").attr("href");
    byte[] form =
        DatasetFiles.form("", List.of(DatasetFiles.Sent.text("a.txt", "mama möma\n".repeat(20))));
    mvc.perform(
        post(model + "/datasets")
            .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
            .content(form)
            .with(as(user))
            .with(csrf().asHeader()));
    awaitStatus(model, "Ready to Run");
    String base = page(model + "/train").select("select[name=base] option").val();
    redirected(post(model + "/train").param("base", base));
    awaitStatus(model, "Success");

    assertThat(page(model + "/versions").select("tbody tr").text())
        .contains("In use", "unmeasured");
    assertThat(page(model + "/training").select("main").text()).contains("unmeasured");
    assertThat(page("/").select("#ready .item").eachText()).contains("Tekstoj (Esperanto)");
  }

  private void awaitStatus(String model, String status) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> page(model).select("#model-status").text().startsWith(status));
  }

  private Iterable<String> languages() throws Exception {
    return page("/custom-models/new").select("#locale option").eachText();
  }

  private MockHttpServletResponse upload(byte[] audio, String model) throws Exception {
    String head =
        """
        --%1$s
        Content-Disposition: form-data; name="language"

        eo
        --%1$s
        Content-Disposition: form-data; name="model"

        %2$s
        --%1$s
        Content-Disposition: form-data; name="audio"; filename="a.wav"

        """
            .formatted(BOUNDARY, model)
            .replace("\n", "\r\n");
    return mvc.perform(
            post("/sessions")
                .contentType("multipart/form-data; boundary=" + BOUNDARY)
                .content(
                    (head
                            + new String(audio, StandardCharsets.ISO_8859_1)
                            + "\r\n--"
                            + BOUNDARY
                            + "--\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1))
                .with(as(user))
                .with(csrf().asHeader()))
        .andReturn()
        .getResponse();
  }

  private String redirected(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(request.with(as(user)).with(csrf())).andReturn().getResponse();
    assertThat(response.getStatus()).isBetween(302, 303);
    return String.valueOf(response.getRedirectedUrl());
  }

  private Document page(String path) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(as(user))).andReturn().getResponse();
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }
}
