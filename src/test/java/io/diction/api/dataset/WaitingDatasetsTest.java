package io.diction.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HandContext;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Datasets whose jobs wait, or are done by hand. */
class WaitingDatasetsTest {
  private static final String DATASET =
      "{\"kind\": \"Language\", \"displayName\": \"Orders\", \"locale\": \"en-US\"}";

  @PortalTest
  @TestPropertySource(properties = {"diction.jobs.here=false", "diction.api.rate-limit=100000"})
  @Import({OrganizationFixtures.class, ApiFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private ArrivalJob job;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private SignedIn admin;
    private ApiClient api;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      api = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));
    }

    private String made() {
      String self = api.post("/datasets", DATASET).expect(201).self();
      return self.substring(self.indexOf("/datasets"));
    }

    private ApiAnswer put(String dataset, byte[] bytes) {
      return api.send(
          "PUT",
          dataset + "/blocks?blockid=QUFB",
          bytes,
          Map.of("Content-Type", "application/octet-stream"));
    }

    private ApiAnswer commit(String dataset, String list) {
      return api.send(
          "POST",
          dataset + "/blocks:commit",
          list.getBytes(StandardCharsets.UTF_8),
          Map.of("Content-Type", "application/json"));
    }

    private void beginAgo(String dataset, String column) {
      jdbc.sql(
              """
              update dataset_arrival set %1$s = %1$s - interval '1' hour where id = :id
              """
                  .formatted(column))
          .param("id", id(dataset))
          .update();
    }

    private static UUID id(String dataset) {
      return UUID.fromString(dataset.substring(dataset.lastIndexOf('/') + 1));
    }

    @Test
    void neverGoBackInTheirStatus() throws Exception {
      String dataset = made();
      beginAgo(dataset, "created_at");
      String asked = api.get(dataset).text("lastActionDateTime");
      put(dataset, RestData.ofKind("Language")).expect(201);
      assertThat(api.get(dataset).text("lastActionDateTime")).isEqualTo(asked);
      commit(dataset, "[{\"kind\": \"Latest\", \"id\": \"QUFB\"}]").expect(200);
      assertThat(api.get(dataset).text("status")).isEqualTo("NotStarted");
      assertThat(api.get(dataset).text("lastActionDateTime")).isEqualTo(asked);

      job.run(new HandContext(admin.organization(), id(dataset)));

      ApiAnswer arrived = api.get(dataset).expect(200);
      assertThat(arrived.text("status")).as("its validation waits").isEqualTo("Running");
      assertThat(arrived.text("lastActionDateTime")).isGreaterThan(asked);
      assertThat(api.get("/datasets?filter=status%20eq%20'Running'").expect(200).values("self"))
          .containsExactly(arrived.self());
    }

    @Test
    void listsOfBlocksAreReadEntryByEntry() {
      String dataset = made();
      put(dataset, RestData.ofKind("Language")).expect(201);
      String entry = "{\"kind\": \"Latest\", \"id\": \"%s\"}";
      String many =
          IntStream.range(0, 30_000)
              .mapToObj(number -> entry.formatted("QUFB" + number))
              .collect(Collectors.joining(",", "[", ",]"));

      assertThat(many.length()).isGreaterThan(1024 * 1024);
      commit(dataset, many).expect(400, "InvalidRequest", "InvalidParameter");
      commit(dataset, "[" + " ".repeat(9 * 1024 * 1024) + "]").expect(413);
      commit(dataset, "[{\"kind\": \"Latest\", \"id\": \"QUFB\"}")
          .expect(400, "InvalidRequest", "InvalidRequestBodyFormat");
      commit(dataset, "[] []").expect(400, "InvalidRequest", "InvalidRequestBodyFormat");
      commit(dataset, "{}").expect(400, "InvalidRequest", "InvalidPayload");
      commit(dataset, "").expect(400, "InvalidRequest", "EmptyRequest");
      api.post("/datasets", DATASET.replace("Orders", "x".repeat(1024 * 1024))).expect(413);
    }

    @Test
    void twoChangesAtOnceAreBothKept() {
      String dataset = made();
      String project =
          api.post("/projects", "{\"displayName\": \"P\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      for (String path : List.of(dataset, project.substring(project.indexOf("/projects")))) {
        List<CompletableFuture<ApiAnswer>> changes =
            IntStream.range(0, 8)
                .mapToObj(
                    key ->
                        CompletableFuture.supplyAsync(
                            () ->
                                api.merge(
                                    path,
                                    "{\"customProperties\": {\"k%d\": \"v\"}}".formatted(key))))
                .toList();
        changes.forEach(change -> change.join().expect(200));

        assertThat(api.get(path).expect(200).json().path("customProperties").size()).isEqualTo(8);
      }
    }

    @Test
    void keepNoMoreThanThePlanHasRoomFor() {
      String dataset = made();
      jdbc.sql("update organization set max_storage_bytes = 5 where id = :id")
          .param("id", admin.organization().value())
          .update();

      put(dataset, RestData.ofKind("Language")).expect(403, "Forbidden", "QuotaViolation");

      assertThat(
              jdbc.sql("select count(*) from blob where organization_id = :id")
                  .param("id", admin.organization().value())
                  .query(Long.class)
                  .single())
          .as("nothing was stored before it was refused")
          .isZero();
    }

    @Test
    void waitForNoMoreThanAThousand() {
      String dataset = made();
      for (int number = 1; number < 1000; number++) {
        jdbc.sql(
                """
                insert into dataset_arrival (
                  id, organization_id, kind, locale, text_normalization, whole, state, created_at,
                  created_by, created_by_name, created_by_role, changed_at)
                select :id, organization_id, kind, locale, text_normalization, whole, state,
                       created_at, created_by, created_by_name, created_by_role, changed_at
                from dataset_arrival where id = :other
                """)
            .param("id", Ids.next())
            .param("other", id(dataset))
            .update();
      }

      api.post("/datasets", DATASET).expect(403, "Forbidden", "QuotaViolation");

      api.delete(dataset).expect(204);
      api.post("/datasets", DATASET).expect(201);
    }

    @Test
    void areFoundByAddressesWhoseLettersAreEncoded() {
      made();
      made();
      URI list = URI.create("http://localhost:" + port + "/sp%65echtotext/v3.2/d%61tasets?top=1");

      ApiAnswer first = api.send("GET", list.toString(), null, Map.of()).expect(200);

      assertThat(first.text("@nextLink")).contains("/speechtotext/v3.2/datasets?skip=1&top=1");
      assertThat(
              api.get("/datasets?filter=" + URLEncoder.encode("x", StandardCharsets.UTF_8))
                  .expect(400)
                  .text("code"))
          .isEqualTo("InvalidRequest");
    }

    @Test
    void refuseWhatIsNoAddressOfMail() {
      api.post("/datasets", DATASET.replace("}", ", \"properties\": {\"email\": \"a@b, c@d\"}}"))
          .expect(400, "InvalidRequest", "InvalidPayload");
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
