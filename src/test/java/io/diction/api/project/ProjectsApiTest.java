package io.diction.api.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

class ProjectsApiTest {
  @PortalTest
  @TestPropertySource(properties = "diction.api.rate-limit=100000")
  @Import({OrganizationFixtures.class, ApiFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @LocalServerPort private int port;

    private SignedIn admin;
    private ApiClient api;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      api = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));
    }

    private String create(String name) {
      return api.post(
              "/projects", "{\"displayName\": \"%s\", \"locale\": \"en-US\"}".formatted(name))
          .expect(201)
          .self();
    }

    private ApiAnswer list(String query) {
      return api.get("/projects?" + query);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void liveFromCreationToDeletion() {
      ApiAnswer made =
          api.post(
                  "/projects",
                  """
                  {"displayName": "Cardiology", "locale": "en-us", "description": "All wards",
                   "customProperties": {"ticket": "C-17"}, "createdDateTime": 5, "color": "red",}
                  """)
              .expect(201);

      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.header("Retry-After")).isEmpty();
      assertThat(made.text("locale")).isEqualTo("en-US");
      assertThat(made.text("customProperties", "ticket")).isEqualTo("C-17");
      assertThat(made.text("links", "datasets")).isEqualTo(made.self() + "/datasets");
      assertThat(api.get(made.self()).expect(200).json()).isEqualTo(made.json());
      String id = made.self().substring(made.self().lastIndexOf('/') + 1);
      api.get("/projects/" + id.toUpperCase(Locale.ROOT)).expect(200);
      assertThat(api.get("/projects").values("self")).containsExactly(made.self());

      api.delete(made.self()).expect(204);
      api.delete(made.self()).expect(204);
      api.get(made.self()).expect(404);
      api.patch(made.self(), "{}").expect(404);
      assertThat(list("").values("self")).isEmpty();
    }

    @Test
    void changeWhatIsNamedAndKeepTheRest() {
      String project =
          api.post(
                  "/projects",
                  """
                  {"displayName": "Cardiology", "locale": "en-US", "description": "All wards",
                   "customProperties": {"a": "1", "b": "2"}}
                  """)
              .expect(201)
              .self();

      ApiAnswer renamed = api.patch(project, "{\"displayName\": \"Heart\"}").expect(200);
      assertThat(renamed.text("displayName")).isEqualTo("Heart");
      assertThat(renamed.text("description")).isEqualTo("All wards");
      ApiAnswer merged =
          api.merge(project, "{\"customProperties\": {\"a\": null, \"c\": \"3\"}}").expect(200);
      assertThat(merged.json().path("customProperties").toString())
          .isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
      ApiAnswer replaced =
          api.patch(project, "{\"customProperties\": {\"d\": \"4\"}, \"description\": null}")
              .expect(200);
      assertThat(replaced.json().path("customProperties").toString()).isEqualTo("{\"d\":\"4\"}");
      assertThat(replaced.json().has("description")).isFalse();
      assertThat(
              api.patch(project, "{\"customProperties\": null, \"locale\": \"nl-NL\"}")
                  .expect(200)
                  .json()
                  .has("customProperties"))
          .isFalse();
      assertThat(api.get(project).text("locale")).isEqualTo("en-US");
      api.patch(project, "{\"displayName\": null}").expect(400, "InvalidRequest", "InvalidPayload");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = ';',
        quoteCharacter = '`',
        value = {
          "{};InvalidPayload;displayName",
          "{\"displayName\": \"\", \"locale\": \"en-US\"};InvalidPayload;displayName",
          "{\"displayName\": 5, \"locale\": \"en-US\"};InvalidPayload;displayName",
          "{\"displayName\": \"a\\u0000\", \"locale\": \"en-US\"};InvalidPayload;displayName",
          "{\"displayName\": \"a\\ud800\", \"locale\": \"en-US\"};InvalidPayload;displayName",
          "{\"displayName\": \"a\\u202e\", \"locale\": \"en-US\"};InvalidPayload;displayName",
          "{\"displayName\": \"a\", \"locale\": \"Klingon!\"};InvalidLocale;locale",
          "{\"displayName\": \"a\", \"locale\": \"tlh-QN\"};InvalidLocale;locale",
          "{\"displayName\": \"a\"};InvalidPayload;locale",
          "{\"displayName\": \"a\", \"locale\": \"en-US\", \"customProperties\": {\"a\": 1}};InvalidPayload;customProperties",
          "{\"displayName\": \"a\", \"locale\": \"en-US\", \"customProperties\": []};InvalidPayload;customProperties",
          "[];InvalidPayload;",
          "\"text\";InvalidPayload;",
          "{\"displayName\";InvalidRequestBodyFormat;",
          "``;EmptyRequest;"
        })
    void refuseWhatIsWrong(String body, String code, @Nullable String target) {
      ApiAnswer refused = api.post("/projects", body == null ? "" : body);

      refused.expect(400, "InvalidRequest", code);
      assertThat(refused.text("target")).isEqualTo(target == null ? "" : target);
    }

    @Test
    void nameEverythingThatIsWrongAtOnce() {
      ApiAnswer refused =
          api.post("/projects", "{\"displayName\": 5, \"description\": 6}").expect(400);

      assertThat(refused.text("message")).contains(" OR ");
      assertThat(refused.json().path("details").size()).isEqualTo(3);
    }

    @Test
    void haveLimits() {
      String name = "ü".repeat(256);
      String project = create(name);
      assertThat(api.get(project).text("displayName")).isEqualTo(name);
      api.patch(project, "{\"displayName\": \"%s\"}".formatted("ü".repeat(257))).expect(400);
      api.patch(project, "{\"description\": \"%s\"}".formatted("d".repeat(4096))).expect(200);
      api.patch(project, "{\"description\": \"%s\"}".formatted("d".repeat(4097))).expect(400);
      StringBuilder eleven = new StringBuilder("{");
      for (int i = 0; i < 11; i++) {
        eleven.append(i == 0 ? "" : ",").append("\"k%d\": \"v\"".formatted(i));
      }
      api.patch(project, "{\"customProperties\": %s}}".formatted(eleven)).expect(400);
      api.patch(project, "{\"customProperties\": {\"%s\": \"v\"}}".formatted("k".repeat(65)))
          .expect(400);
      api.patch(project, "{\"customProperties\": {\"k\": \"%s\"}}".formatted("v".repeat(257)))
          .expect(400);
    }

    @Test
    void comeInPagesThatRepeatWhatWasAsked() {
      List<String> made = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        made.add(0, create("Same"));
      }
      create("Other");

      List<String> seen = new ArrayList<>();
      String next = "/projects?top=2&filter=" + encoded("displayName eq 'Same'");
      int pages = 0;
      while (!next.isEmpty()) {
        ApiAnswer page = api.get(next).expect(200);
        seen.addAll(page.values("self"));
        next = page.text("@nextLink");
        pages++;
      }

      assertThat(seen).isEqualTo(made);
      assertThat(pages).isEqualTo(3);
      assertThat(list("top=6").json().has("@nextLink")).isFalse();
      assertThat(list("top=5").text("@nextLink")).endsWith("/projects?skip=5&top=5");
      assertThat(list("skip=100").values("self")).isEmpty();
      assertThat(list("top=5000").expect(200).values("self")).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
      "top=0, UnsupportedPagination",
      "top=-1, UnsupportedPagination",
      "top=x, UnsupportedPagination",
      "skip=-1, UnsupportedPagination",
      "skip=99999999999, UnsupportedPagination",
      "filter=size+eq+'1', UnsupportedFilter",
      "filter=status+eq+'Running', UnsupportedFilter"
    })
    void refuseOddPagesAndFilters(String query, String code) {
      list(query).expect(400, "InvalidRequest", code);
    }

    @Test
    void areFilteredByWhatTheyHave() {
      create("One");
      String two = create("Two");
      api.patch(two, "{\"description\": \"It's two\"}").expect(200);

      assertThat(list("filter=" + encoded("description eq 'It''s two'")).values("self"))
          .containsExactly(two);
      assertThat(list("filter=" + encoded("description ne 'It''s two'")).values("displayName"))
          .containsExactly("One");
      assertThat(
              list("filter="
                      + encoded(
                          "createdDateTime ge %s and locale eq 'en-US'"
                              .formatted(api.get(two).text("createdDateTime"))))
                  .values("self"))
          .contains(two);
    }

    @Test
    void areSeenByAllAndChangedByAdministrators() {
      String project = create("Ours");
      ApiClient user = ApiClient.withKey(port, programs.key(admin, Role.USER));

      user.get(project).expect(200);
      assertThat(user.get("/projects").values("self")).containsExactly(project);
      user.post("/projects", "{\"displayName\": \"a\", \"locale\": \"en-US\"}")
          .expect(403, "Forbidden", "InvalidPermissions");
      user.patch(project, "{\"displayName\": \"a\"}").expect(403);
      user.delete(project).expect(403);
      user.delete("/projects/" + UUID.randomUUID()).expect(403);
    }

    @Test
    void ofOthersDoNotExist() {
      String project = create("Ours");
      ApiClient others = ApiClient.withKey(port, programs.key(Role.ORGADMIN));

      others.get(project).expect(404);
      others.patch(project, "{\"displayName\": \"Mine\"}").expect(404);
      others.delete(project).expect(204);
      assertThat(others.get("/projects").values("self")).isEmpty();
      assertThat(api.get(project).expect(200).text("displayName")).isEqualTo("Ours");
    }

    @ParameterizedTest
    @CsvSource({
      "GET, /projects/none, 404",
      "GET, /projects/3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31, 404",
      "GET, /nothing, 404",
      "PUT, /projects, 405",
      "PATCH, /models, 405",
      "DELETE, /projects/locales, 405",
      "GET, /projects/%2e%2e/x, 400",
      "GET, /projects;a=b, 400",
      "GET, /projects//locales, 400"
    })
    void sayInOneShapeWhatIsNotThere(String method, String path, int status) {
      api.send(method, path, null, Map.of()).expect(status);
    }

    @Test
    void takeJsonAlone() {
      byte[] body =
          "{\"displayName\": \"a\", \"locale\": \"en-US\"}".getBytes(StandardCharsets.UTF_8);
      for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "nonsense")) {
        api.send("POST", "/projects", body, Map.of("Content-Type", type)).expect(415);
      }
      api.send("POST", "/projects", body, Map.of()).expect(201);
      api.send(
              "POST",
              "/projects",
              body,
              Map.of("Content-Type", "application/json; charset=utf-8", "Accept", "text/html"))
          .expect(201);
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
