package io.diction.dataset;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.storage.StorageProbe;
import io.diction.storage.StorageProbe.FullDisk;
import io.diction.testing.PortalTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What becomes of the bytes of datasets: given out whole or in parts, gone, or without room. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetStorageTest {
  private static final String TEXT = "good morning doctor\nthe patient sleeps\n";

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  @Test
  void saysThatTheDiskIsFullKeepsWhatWasThereAndGoesOnLater() throws Exception {
    upload("before.txt", TEXT);
    try (FullDisk full = StorageProbe.fill(blobs)) {
      assertThat(full).isNotNull();
      Document told = upload("after.txt", "something else\n");
      assertThat(told.text())
          .contains("after.txt", "no disk space left", "what was there before is untouched");
    }
    assertThat(download("before.txt").getContentAsString()).isEqualTo(TEXT);

    upload("after.txt", "something else\n");

    assertThat(download("after.txt").getContentAsString()).isEqualTo("something else\n");
  }

  @Test
  void removesTheBytesOfADeletedDatasetForGoodWhenTheRetentionIsOver() throws Exception {
    upload("secret.txt", TEXT);
    upload("kept.txt", "another text\n");
    Path bytes = blobs.file(user.organization(), hash("secret.txt"));
    Path kept = blobs.file(user.organization(), hash("kept.txt"));
    settled("secret.txt");
    assertThat(send(post(address("secret.txt") + "/delete").with(csrf())).getStatus())
        .isEqualTo(302);
    assertThat(bytes).as("until the retention is over").exists();

    StorageProbe.cleanUpAll(blobs, jdbc, user.organization());

    assertThat(bytes).doesNotExist();
    assertThat(blobs.find(user.organization(), bytes.getFileName().toString())).isEmpty();
    assertThat(kept).exists();
  }

  @Test
  void givesPartsOfAFileByItsNameAndAsNothingThatABrowserRuns() throws Exception {
    upload("café “notes”.txt", TEXT);
    String address = address("café “notes”.txt") + "/file";

    MockHttpServletResponse part = send(get(address).header("Range", "bytes=5-11"));

    assertThat(part.getStatus()).isEqualTo(206);
    assertThat(part.getContentAsString()).isEqualTo("morning");
    assertThat(part.getHeader("Content-Range")).isEqualTo("bytes 5-11/" + TEXT.length());
    assertThat(part.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(part.getContentType()).isEqualTo("application/octet-stream");
    assertThat(part.getHeader("Content-Disposition"))
        .startsWith("attachment;")
        .contains("filename*=UTF-8''caf%C3%A9");
    assertThat(send(get(address).header("Range", "bytes=999-")).getStatus()).isEqualTo(416);
  }

  @Test
  void hidesItsBytesFromEveryOtherOrganization() throws Exception {
    upload("secret.txt", TEXT);
    String address = address("secret.txt") + "/file";
    SignedIn owner = user;
    CustomModelId theirs = model;
    user = organizations.user(Role.USER);

    assertThat(send(get(address)).getStatus()).isEqualTo(404);
    CustomModelId own = models.model(user, "Own");
    assertThat(send(get(address.replace(theirs.toString(), own.toString()))).getStatus())
        .isEqualTo(404);

    user = owner;
    assertThat(send(get(address)).getContentAsString()).isEqualTo(TEXT);
  }

  private String path() {
    return "/custom-models/" + model + "/datasets";
  }

  /** Sends a text and follows to the page that says what became of it. */
  private Document upload(String name, String text) throws Exception {
    MvcResult sent =
        mvc.perform(
                post(path())
                    .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                    .content(DatasetFiles.form("", List.of(Sent.text(name, text))))
                    .with(as(user))
                    .with(csrf().asHeader()))
            .andReturn();
    assertThat(sent.getResponse().getStatus()).isEqualTo(303);
    return Jsoup.parse(
        send(get(sent.getResponse().getRedirectedUrl()).cookie(sent.getResponse().getCookies()))
            .getContentAsString());
  }

  private MockHttpServletResponse download(String name) throws Exception {
    return send(get(address(name) + "/file"));
  }

  private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(as(user))).andReturn().getResponse();
  }

  private String address(String name) throws Exception {
    Element link =
        Jsoup.parse(send(get(path() + "?size=100")).getContentAsString())
            .select("#datasets tbody th a")
            .stream()
            .filter(found -> found.text().equals(name))
            .findFirst()
            .orElseThrow();
    return link.attr("href");
  }

  private String hash(String name) {
    return jdbc.sql(
            "select sha256 from dataset where organization_id = :organization and name = :name")
        .param("organization", user.organization().value())
        .param("name", name)
        .query(String.class)
        .single();
  }

  private void settled(String name) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                !jdbc.sql(
                        "select status from dataset where organization_id = :organization and name = :name")
                    .param("organization", user.organization().value())
                    .param("name", name)
                    .query(String.class)
                    .single()
                    .equals("VALIDATING"));
  }
}
