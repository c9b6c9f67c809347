package io.diction.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.catalog.BaseModelFixtures;
import io.diction.catalog.BaseModels;
import io.diction.identity.Role;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.SpeechModel;
import io.diction.speech.pack.LanguagePack;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

class BaseModelsApiTest {
  @PortalTest
  @Import({OrganizationFixtures.class, ApiFixtures.class, BaseModelFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private BaseModelFixtures fixtures;
    @Autowired private BaseModels models;
    @LocalServerPort private int port;

    @TempDir private Path folder;
    private ApiClient api;

    @BeforeEach
    void enter() {
      api = ApiClient.withKey(port, programs.key(people.user(Role.ORGADMIN), Role.USER));
    }

    @Test
    void sayWhatTheyCanDoAndUntilWhen() {
      UUID expired = fixtures.expired().value();
      UUID usual = models.trainable("en-US").get(0).id().value();

      ApiAnswer model = api.get("/models/base/" + usual).expect(200);
      assertThat(model.header("Retry-After")).isEmpty();
      assertThat(model.self()).endsWith("/speechtotext/v3.2/models/base/" + usual);
      assertThat(model.text("displayName")).isEqualTo("20160629");
      assertThat(model.text("status")).isEqualTo("Succeeded");
      assertThat(kinds(model))
          .containsExactly(
              "Acoustic",
              "AudioFiles",
              "Language",
              "LanguageMarkdown",
              "OutputFormatting",
              "Pronunciation");
      assertThat(model.text("links", "manifest")).isEqualTo(model.self() + "/manifest");

      ApiAnswer old = api.get("/models/base/" + expired).expect(200);
      assertThat(kinds(old)).as("cannot be trained on any more").isEmpty();
      JsonNode features = old.json().path("properties").path("features");
      assertThat(features.path("supportsTranscriptions").booleanValue()).isTrue();

      assertThat(api.get("/models/locales").expect(200).json().toString()).contains("\"en-US\"");
    }

    private static List<String> kinds(ApiAnswer model) {
      return model
          .json()
          .path("properties")
          .path("features")
          .path("supportsAdaptationsWith")
          .valueStream()
          .map(JsonNode::stringValue)
          .toList();
    }

    @Test
    void areFilteredAndCutByTheDatabase() {
      fixtures.expired();

      assertThat(list("displayName eq '20100101'").values("displayName"))
          .containsExactly("20100101");
      assertThat(list("locale eq 'nl-NL' or status eq 'Failed'").values("self")).isEmpty();
      assertThat(
              list("description eq 'en-US base model' and createdDateTime gt 2020-01-01T00:00:00Z")
                  .values("locale"))
          .hasSizeGreaterThan(1)
          .containsOnly("en-US");
      ApiAnswer first = api.get("/models/base?top=1").expect(200);
      assertThat(first.values("self")).hasSize(1);
      assertThat(first.text("@nextLink")).contains("skip=1&top=1");
      api.get("/models/base?filter=" + encoded("kind eq 'Acoustic'"))
          .expect(400, "InvalidRequest", "UnsupportedFilter");
    }

    private ApiAnswer list(String filter) {
      return api.get("/models/base?filter=" + encoded(filter)).expect(200);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void giveTheFilesThatRunThemElsewhere() throws Exception {
      UUID usual = models.trainable("en-US").get(0).id().value();

      JsonNode manifest =
          api.get("/models/base/" + usual + "/manifest?sasValidityInSeconds=60").expect(200).json();

      for (JsonNode file : manifest.path("modelFiles")) {
        Path copy = folder.resolve(file.path("name").stringValue());
        Files.createDirectories(copy.getParent());
        try (InputStream in =
            URI.create(file.path("contentUrl").stringValue()).toURL().openStream()) {
          Files.copy(in, copy);
        }
      }
      LanguagePack pack = LanguagePack.read(folder);
      assertThat(pack.sha256())
          .isEqualTo(SpeechModel.ENGLISH_SHA256)
          .isEqualTo(manifest.path("properties").path("sha256").stringValue());
      assertThat(pack.speechModel().locale().toLanguageTag()).isEqualTo("en-US");
    }

    @Test
    void areNotThereByOtherAddresses() {
      UUID usual = models.trainable("en-US").get(0).id().value();

      assertThat(api.get("/models/base/" + UUID.randomUUID()).expect(404).text("code"))
          .isEqualTo("NotFound");
      api.get("/models/base/" + UUID.randomUUID() + "/manifest").expect(404);
      api.get("/models/" + usual).expect(404);
      api.get("/models/base/" + usual + "/manifest?sasValidityInSeconds=0")
          .expect(400, "InvalidRequest", "InvalidSasValidityDuration");
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
