package io.diction.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFiles;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ModelFileFixtures.class})
class ModelFilePagesTest {
  private static final String IMPORT = "/custom-models/import";

  @Autowired private OrganizationFixtures people;
  @Autowired private ModelFileFixtures files;
  @Autowired private Versions modelVersions;
  @LocalServerPort private int port;

  private SignedIn admin;
  private HttpBrowser browser;

  @BeforeEach
  void signIn() {
    admin = people.user(Role.ORGADMIN);
    browser = new HttpBrowser(port);
    browser.signIn(OrganizationFixtures.email(admin.user()), OrganizationFixtures.PASSWORD);
  }

  private HttpResponse<String> send(byte[] file) {
    browser.get(IMPORT);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        """
        --%s
        Content-Disposition: form-data; name="model"; filename="C:\\models\\ward 1.zip"
        Content-Type: application/zip

        """
            .formatted(DatasetFiles.BOUNDARY)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(file);
    body.writeBytes(("\r\n--" + DatasetFiles.BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return browser.send(
        "POST",
        IMPORT,
        body.toByteArray(),
        Map.of("Content-Type", "multipart/form-data; boundary=" + DatasetFiles.BOUNDARY));
  }

  private static String place(HttpResponse<String> answer) {
    return URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath();
  }

  @Test
  void exportOffersTheFileAndImportTakesItBack() throws Exception {
    ModelVersion version = files.trained(admin, "Ward <b>7</b>");
    String versions = "/custom-models/" + version.model() + "/versions";
    assertThat(browser.get(versions).body())
        .contains(versions + "/" + version.id() + "/export")
        .contains("Export version 1");
    HttpResponse<String> file = browser.fetch(versions + "/" + version.id() + "/export");
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/zip");
    assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("Ward-b-7-b-1.zip");

    String arrived = place(send(files.exported(version, admin)));
    String page = browser.get(arrived).body();
    assertThat(page)
        .contains("Ward &lt;b&gt;7&lt;/b&gt; #1", "ward 1.zip", "This installation")
        .doesNotContain("name=\"confirmed\"");
    HttpResponse<String> nameless = browser.submit(arrived, arrived, Map.of("name", " "));
    assertThat(nameless.statusCode()).isEqualTo(422);
    assertThat(nameless.body()).contains("Give the model a name");
    String made = place(browser.submit(arrived, arrived, Map.of("name", "Ward again")));

    assertThat(browser.get(made).body()).contains("Ward again", "imported");
    String one =
        browser
            .get(made)
            .body()
            .replaceFirst("(?s).*href=\"(" + made + "/[0-9a-f-]{36})\".*", "$1");
    assertThat(browser.get(one).body()).contains("Ward &lt;b&gt;7&lt;/b&gt; #1");
  }

  @Test
  void anUnknownSignerIsShownAndHasToBeConfirmed() {
    UUID id = files.arrived(admin);
    String arrived = IMPORT + "/" + id;
    assertThat(browser.get(arrived).body())
        .contains("Unknown signer", "name=\"confirmed\"")
        .containsPattern("<code>([0-9a-f]{8} ){7}[0-9a-f]{8}</code>");

    HttpResponse<String> unsaid = browser.submit(arrived, arrived, Map.of("name", "Ward"));
    assertThat(unsaid.statusCode()).isEqualTo(422);
    assertThat(unsaid.body()).contains("Compare the fingerprint");
    HttpResponse<String> odd =
        browser.submit(arrived, arrived, Map.of("name", "Ward", "into", "x", "confirmed", "true"));
    assertThat(odd.statusCode()).isEqualTo(422);
    String versions =
        place(browser.submit(arrived, arrived, Map.of("name", "Ward", "confirmed", "true")));
    assertThat(versions).endsWith("/versions");
  }

  @Test
  void anUnknownSignerIsShownAlsoWhereAnotherHasSignedSince() throws Exception {
    String first = IMPORT + "/" + files.arrived(admin);
    String made = place(browser.submit(first, first, Map.of("name", "A", "confirmed", "true")));
    ModelVersion version =
        modelVersions.list(CustomModelId.of(made.split("/", 4)[2]), admin).get(0);

    String arrived = place(send(files.exported(version, admin)));

    assertThat(browser.get(arrived).body())
        .contains("Signed before", "Northwind Health Services: Ward dictation #3")
        .contains("Unknown signer", "name=\"confirmed\"");
  }

  @Test
  void sayWhatIsWrongWithAFile() throws Exception {
    byte[] whole = files.exported(files.trained(admin, "Ward"), admin);

    assertThat(place(send(Arrays.copyOf(whole, whole.length - 200)))).isEqualTo(IMPORT);
    assertThat(browser.get(IMPORT).body()).contains("The file cannot be imported", "arrived.zip");
    assertThat(browser.get(IMPORT).body()).doesNotContain("The file cannot be imported");
  }

  @Test
  void aFileThatIsNotWantedIsDiscarded() {
    String arrived = IMPORT + "/" + files.arrived(admin);

    assertThat(place(browser.submit(arrived, arrived + "/drop", Map.of()))).isEqualTo(IMPORT);
    assertThat(browser.get(arrived).statusCode()).isEqualTo(404);
  }
}
