package io.diction.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

class CopiesApiTest {
  @PortalTest
  @Import({OrganizationFixtures.class, ApiFixtures.class, CustomModelFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private CustomModelFixtures fixtures;
    @Autowired private CustomModels models;
    @Autowired private Versions versions;
    @Autowired private Blobs blobs;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private SignedIn giver;
    private SignedIn taker;
    private ApiClient source;
    private ApiClient target;
    private ModelVersion version;

    @BeforeEach
    void enter() {
      giver = people.user(Role.ORGADMIN);
      taker = people.user(Role.ORGADMIN);
      source = ApiClient.withKey(port, programs.key(giver, Role.ORGADMIN));
      target = ApiClient.withKey(port, programs.key(taker, Role.ORGADMIN));
      CustomModelId model = fixtures.trained(giver, "Gate control");
      version = versions.list(model, giver).get(0);
    }

    private ApiAnswer authorize() {
      return target
          .post(
              "/models:authorizecopy",
              "{\"sourceResourceId\": \"org-%s\"}".formatted(giver.organization()))
          .expect(200);
    }

    private ApiAnswer copy(String body) {
      return source.post("/models/" + version.job() + ":copy", body);
    }

    private static String cut(String address) {
      return address.substring(address.indexOf("/speechtotext/v3.2") + 18);
    }

    private ApiAnswer ended(ApiAnswer operation) {
      String path = cut(operation.self());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> !source.get(path).expect(200).text("status").matches("NotS.*|Run.*"));
      return source.get(path).expect(200);
    }

    @Test
    void areAllowedByTheTargetAndDoneOnce() {
      ApiAnswer allowed = authorize();
      assertThat(allowed.text("targetResourceId")).isEqualTo("org-" + taker.organization());

      ApiAnswer operation = copy(allowed.text()).expect(202);
      assertThat(operation.header("Operation-Location")).isEqualTo(operation.self());
      assertThat(operation.header("Retry-After")).isNotEmpty();
      ApiAnswer done = ended(operation);

      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      assertThat(done.header("Retry-After")).isEmpty();
      ApiAnswer copied = target.get(cut(done.text("result", "link"))).expect(200);
      assertThat(copied.text("displayName")).isEqualTo("Gate control");
      assertThat(copied.text("status")).isEqualTo("Succeeded");
      assertThat(target.get("/models").expect(200).values("self")).containsExactly(copied.self());
      ModelVersion there =
          versions.findByJob(UUID.fromString(done.text("id")), taker.organization()).orElseThrow();
      assertThat(there.made()).isEqualTo(version.made());
      assertThat(blobs.file(taker.organization(), version.made().artifact().sha256())).exists();
      ModelView view = models.get(there.model(), taker);
      assertThat(view.isOwn()).isTrue();
      assertThat(view.acceptedVersion()).isEqualTo(there.id());

      copy(allowed.text()).expect(400, "InvalidRequest", "ModelCopyAuthorizationExpired");
      target.delete(cut(copied.self())).expect(204);
      assertThat(models.find(there.model(), taker)).isEmpty();
      assertThat(versions.findByJob(version.job(), giver.organization())).isPresent();
    }

    @Test
    void needAnAuthorizationThatFits() {
      ApiAnswer allowed = authorize();
      SignedIn stranger = people.user(Role.ORGADMIN);
      CustomModelId theirs = fixtures.trained(stranger, "Theirs");
      ApiClient other = ApiClient.withKey(port, programs.key(stranger, Role.ORGADMIN));
      UUID job = versions.list(theirs, stranger).get(0).job();

      ApiAnswer foreign =
          other
              .post("/models/" + job + ":copy", allowed.text())
              .expect(400, "InvalidRequest", "InvalidSourceAzureResourceId");
      assertThat(foreign.text("message")).contains("org-" + stranger.organization());
      copy(allowed.text().replace(allowed.text("id"), UUID.randomUUID().toString()))
          .expect(400, "InvalidRequest", "ModelCopyAuthorizationExpired");
      copy(allowed.text().replace(allowed.text("id"), "x"))
          .expect(400, "InvalidRequest", "ModelCopyAuthorizationExpired");
      jdbc.sql("update copy_authorization set expires_at = :then where id = :id")
          .param("then", OffsetDateTime.now(ZoneOffset.UTC).minusSeconds(1))
          .param("id", UUID.fromString(allowed.text("id")))
          .update();
      copy(allowed.text()).expect(400, "InvalidRequest", "ModelCopyAuthorizationExpired");
      target
          .post("/models:authorizecopy", "{\"sourceResourceId\": \"org-%s\"}".formatted(job))
          .expect(400, "InvalidRequest", "InvalidSourceAzureResourceId");
      assertThat(target.get("/models").expect(200).values("self")).isEmpty();
    }

    @Test
    void areDoneByTheKeyOfTheTarget() {
      String key = programs.key(taker, Role.ORGADMIN);

      ApiAnswer made = copy("{\"targetSubscriptionKey\": \"%s\"}".formatted(key)).expect(201);

      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.text("status")).matches("NotStarted|Running|Succeeded");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> target.get(cut(made.self())).expect(200).text("status").equals("Succeeded"));
      source.get(cut(made.self())).expect(404);
    }

    @Test
    void refuseOtherKeysAndBodies() {
      String revoked = programs.key(taker, Role.ORGADMIN);
      programs.revoke(taker, revoked);
      String allowed = authorize().text();

      for (String key : new String[] {revoked, "x"}) {
        ApiAnswer refused =
            copy("{\"targetSubscriptionKey\": \"%s\"}".formatted(key))
                .expect(400, "InvalidRequest", "InvalidSubscription");
        assertThat(refused.text()).doesNotContain(revoked);
      }
      copy("{\"targetSubscriptionKey\": \"%s\"}".formatted(programs.key(taker, Role.USER)))
          .expect(403, "Forbidden", "InvalidPermissions");
      copy("{}").expect(400, "InvalidRequest", "InvalidPayload");
      copy(allowed.replaceFirst("\\{", "{\"targetSubscriptionKey\": \"x\","))
          .expect(400, "InvalidRequest", "InvalidPayload");
      ApiClient.withKey(port, programs.key(giver, Role.USER))
          .post("/models/" + version.job() + ":copy", allowed)
          .expect(403, "Forbidden", "InvalidPermissions");
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
