package io.diction.customspeech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiFixtures;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.dataset.DatasetFiles;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.project.Project;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ApiFixtures.class})
class UploadPagesTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private Projects projects;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private SignedIn user;
  private HttpBrowser browser;
  private String project;
  private String upload;

  @BeforeEach
  void enter() {
    SignedIn admin = people.user(Role.ORGADMIN);
    user = people.user(admin.organization(), Role.USER);
    Project made = projects.create(new ProjectText("Gates", null), "en-US", admin);
    project = "/custom-speech/projects/" + made.id();
    upload = project + "/upload";
    browser = new HttpBrowser(port);
    browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }

  private HttpResponse<String> send(String name, String kind, String file, String text) {
    browser.get(upload);
    String body =
        """
        --%1$s
        Content-Disposition: form-data; name="name"

        %2$s
        --%1$s
        Content-Disposition: form-data; name="kind"

        %3$s
        --%1$s
        Content-Disposition: form-data; name="data"; filename="%4$s"
        Content-Type: application/octet-stream

        %5$s
        --%1$s--
        """
            .formatted(DatasetFiles.BOUNDARY, name, kind, file, text)
            .replace("\n", "\r\n");
    return browser.send(
        "POST",
        upload,
        body.getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "multipart/form-data; boundary=" + DatasetFiles.BOUNDARY));
  }

  private static String place(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
  }

  private Document datasets() {
    return Jsoup.parse(browser.get(project + "/datasets").body());
  }

  @Test
  void putsADatasetIntoTheProjectAndHasItChecked() {
    assertThat(datasets().select("#upload-data").attr("href")).isEqualTo(upload);

    HttpResponse<String> answer =
        send("Orders", "Language", "orders.txt", "open the north gate\nclose the green door");

    assertThat(place(answer)).isEqualTo(project + "/datasets");
    await().until(() -> datasets().select("#members tbody tr").text().contains("Ready"));
    assertThat(datasets().select("#members tbody tr").text()).contains("Orders", "Language");
  }

  @Test
  void saysWhatIsMissingOrDoesNotFitAndKeepsNothing() {
    for (String[] sent :
        new String[][] {
          {"", "Language", "a.txt", "open the gate", "Give the dataset a name"},
          {"x".repeat(300), "Language", "a.txt", "open the gate", "256"},
          {"Orders", "Poetry", "a.txt", "open the gate", "Choose a kind"},
          {"Orders", "Language", "", "", "Choose a file"},
          {"Orders", "Acoustic", "a.zip", "no archive", ""}
        }) {
      assertThat(place(send(sent[0], sent[1], sent[2], sent[3]))).as(sent[4]).isEqualTo(upload);
      Document again = Jsoup.parse(browser.get(upload).body());
      assertThat(again.select("[role=alert]").text()).contains("Nothing was uploaded", sent[4]);
      assertThat(again.select("#name").val()).as("what was typed").isEqualTo(sent[0]);
      assertThat(again.select("#kind option[selected]").eachAttr("value"))
          .isEqualTo(sent[1].equals("Poetry") ? List.of() : List.of(sent[1]));
    }
    assertThat(datasets().select("#members tbody tr")).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from dataset where organization_id = :organization")
                .param("organization", user.organization().value())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void isThereForTheOwnProjectsAlone() {
    HttpBrowser other = new HttpBrowser(port);
    SignedIn stranger = people.user(Role.ORGADMIN);
    other.signIn(OrganizationFixtures.email(stranger.user()), OrganizationFixtures.PASSWORD);

    assertThat(other.get(upload).statusCode()).isEqualTo(404);
  }
}
