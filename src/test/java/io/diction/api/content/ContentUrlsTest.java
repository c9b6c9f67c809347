package io.diction.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.Signer;
import io.diction.api.answer.Links;
import io.diction.identity.OrganizationId;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ByteArrayResource;

@PortalTest
@Import({OrganizationFixtures.class, ContentUrlsTest.Files.class})
class ContentUrlsTest {
  @TestConfiguration
  static class Files {
    @Bean
    ContentSource alphabet() {
      return new ContentSource() {
        @Override
        public String kind() {
          return "alphabet";
        }

        @Override
        public Optional<Content> find(OrganizationId organization, String id) {
          return id.equals("gone")
              ? Optional.empty()
              : Optional.of(
                  new Content(
                      "über all.txt",
                      new ByteArrayResource("abcdefghij".getBytes(StandardCharsets.UTF_8))));
        }
      };
    }
  }

  @Autowired private OrganizationFixtures people;
  @Autowired private ContentUrls urls;
  @Autowired private Signer signer;
  @LocalServerPort private int port;

  private OrganizationId organization;

  @BeforeEach
  void enter() {
    organization = people.organization();
  }

  private String url(String id) {
    return urls.url(
        new Links("http://localhost:" + port), "alphabet", organization, id, Validity.USUAL);
  }

  private ApiAnswer get(String url, Map<String, String> headers) {
    return ApiClient.stranger(port).send("GET", url, null, headers);
  }

  @Test
  void openFilesWithoutAKey() {
    ApiAnswer answer = get(url("1"), Map.of()).expect(200);

    assertThat(answer.text()).isEqualTo("abcdefghij");
    assertThat(answer.header("Content-Length")).isEqualTo("10");
    assertThat(answer.header("Content-Disposition"))
        .startsWith("attachment")
        .contains("%C3%BCber%20all.txt");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void giveParts() {
    ApiAnswer answer = get(url("1"), Map.of("Range", "bytes=2-4")).expect(206);

    assertThat(answer.text()).isEqualTo("cde");
    assertThat(answer.header("Content-Range")).isEqualTo("bytes 2-4/10");
    get(url("1"), Map.of("Range", "bytes=20-")).expect(416);
  }

  @Test
  void openNothingElse() {
    String url = url("1");
    OrganizationId other = people.organization();

    get(url.replace("/1?", "/2?"), Map.of()).expect(403, "Forbidden", "Forbidden");
    get(url.replace(organization.toString(), other.toString()), Map.of()).expect(403);
    get(url.replace("/alphabet/", "/numbers/"), Map.of()).expect(403);
    get(url.replaceFirst("se=20", "se=21"), Map.of()).expect(403);
    get(url.substring(0, url.length() - 1), Map.of()).expect(403);
    get(url.substring(0, url.indexOf('?')), Map.of()).expect(403);
    get(url("gone"), Map.of()).expect(404);
  }

  @Test
  void endWithTheirOrganization() {
    String url = url("1");
    people.suspend(organization);

    get(url, Map.of()).expect(404);
  }

  @Test
  void endWithTheirTime() {
    SettableClock clock = new SettableClock();
    clock.set(Instant.now());
    ContentUrls earlier = new ContentUrls(signer, clock);
    String url =
        earlier.url(
            new Links("http://localhost:" + port),
            "alphabet",
            organization,
            "1",
            new Validity(Duration.ofSeconds(60)));

    get(url, Map.of()).expect(200);
    clock.set(Instant.now().minusSeconds(120));
    get(
            earlier.url(
                new Links("http://localhost:" + port),
                "alphabet",
                organization,
                "1",
                new Validity(Duration.ofSeconds(60))),
            Map.of())
        .expect(403);
  }
}
