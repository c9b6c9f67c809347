package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.hook.Receiver;
import io.diction.api.hook.Receiver.Told;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import io.diction.testing.SpeechFixtures;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kills the packaged application while it takes recordings in, copies models and tells web hooks,
 * again and again on the same folder: whatever was promised to a program comes, once.
 */
class ApiSurvivesKillIT {
  private static final int MOST_MILLIS = 1_500;

  @TempDir private Path folder;
  private Path data;
  private final ContentServer server = new ContentServer();
  private Receiver receiver;
  private String key = "";
  private String model = "";

  @BeforeEach
  void enter() throws Exception {
    Assumptions.assumeTrue(
        System.getProperty("diction.jar") != null, "needs the packaged jar: run mvn verify");
    data = folder.resolve("data");
    receiver = new Receiver();
  }

  @AfterEach
  void leave() {
    server.close();
    if (receiver != null) {
      receiver.close();
    }
  }

  @Test
  void keepsItsPromisesAfterThreeKills() throws Exception {
    killAndCheck(3, 20261123L);
  }

  @Test
  @Tag("soak")
  void keepsItsPromisesAfterThirtyKills() throws Exception {
    killAndCheck(30, 4711L);
  }

  private void killAndCheck(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    Visitor visitor = new Visitor();
    for (int kill = 1; kill <= kills; kill++) {
      try (DictionProcess process = serve()) {
        if (kill == 1) {
          prepare(process);
        }
        int before = visitor.acknowledged.get();
        ApiClient api = ApiClient.withKey(process.port(), key);
        CompletableFuture<Void> visit = CompletableFuture.runAsync(() -> visitor.visit(api));
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> visitor.acknowledged.get() >= before + 2 || visit.isDone());
        assertThat(
                visit.completeOnTimeout(null, random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS))
            .succeedsWithin(Duration.ofSeconds(30));
        process.kill();
        visitor.awaitEnd();
      }
      check("seed %d, kill %d".formatted(seed, kill), visitor);
    }
    try (DictionProcess process = serve()) {
      allComes(ApiClient.withKey(process.port(), key), visitor);
    }
    System.out.printf(
        "%d kills: %d transcriptions, %d of them deleted, %d copies, %d calls of the web hook%n",
        kills,
        visitor.transcriptions.size(),
        visitor.deleted.size(),
        visitor.copies.size(),
        receiver.told().size());
  }

  private DictionProcess serve() {
    return DictionProcess.serve(
        data,
        "--diction.jobs.heartbeat=1s",
        "--diction.jobs.poll=100ms",
        "--diction.api.rate-limit=100000",
        "--diction.api.allowed-hosts=127.0.0.1",
        "--diction.api.web-hook-turn=50ms");
  }

  /** A key, a web hook that is told of everything, and a model to copy. */
  private void prepare(DictionProcess process) {
    HttpBrowser browser = new HttpBrowser(process.port());
    browser.signIn("admin@lakeside.example", "diction-demo");
    key =
        Jsoup.parse(
                browser
                    .submit(
                        "/organization/keys/new",
                        "/organization/keys",
                        Map.of("name", "Kill", "role", "ORGADMIN", "days", ""))
                    .body())
            .select(".secret code")
            .text();
    assertThat(key).isNotEmpty();
    ApiClient api = ApiClient.withKey(process.port(), key);
    String hook =
        api.post(
                "/webhooks",
                """
                {"displayName": "All", "webUrl": "%s", "events": {"transcriptionCreation": true,
                 "transcriptionCompletion": true, "modelCompletion": true}}
                """
                    .formatted(receiver.address()))
            .expect(201)
            .self();
    model =
        path(
            api.post(
                    "/models",
                    """
                    {"displayName": "Gates", "locale": "en-US", "text": "open the north gate"}
                    """)
                .expect(201)
                .self());
    for (String made : List.of(path(hook), model)) {
      await().atMost(Duration.ofMinutes(1)).until(() -> succeeded(api, made));
    }
  }

  private static boolean succeeded(ApiClient api, String path) {
    ApiAnswer answer = api.get(path).expect(200);
    assertThat(answer.text("status")).as(answer.text()).isNotEqualTo("Failed");
    return answer.text("status").equals("Succeeded");
  }

  private static String path(String self) {
    return self.substring(self.indexOf(Operation.BASE) + Operation.BASE.length());
  }

  private static String id(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What must be so in the data folder of a process that was killed. */
  private void check(String when, Visitor visitor) {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:file:%s/diction;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                .formatted(data),
            "sa",
            "");
    try {
      JdbcClient jdbc = JdbcClient.create(database);
      Set<String> orders = ids(jdbc, "select id from transcription_order");
      assertThat(visitor.deleted).as(when).noneMatch(orders::contains);
      assertThat(visitor.transcriptions)
          .as(when)
          .allMatch(id -> orders.contains(id) || visitor.toBeDeleted.contains(id));
      assertThat(
              ids(
                  jdbc,
                  """
                  select o.id
                  from transcription_order o
                  join transcription_channel c on c.order_id = o.id
                  left join stt_session s on s.id = c.session_id
                  left join blob b
                    on b.organization_id = s.organization_id and b.sha256 = s.transcript_sha256
                  where o.state = 'SUCCEEDED' and coalesce(b.reference_count, 0) = 0
                  """))
          .as(when + ": whatever has succeeded has its words")
          .isEmpty();
      Set<String> known = ids(jdbc, "select id from model_copy");
      assertThat(visitor.copies).as(when).allMatch(known::contains);
      assertThat(
              ids(
                  jdbc,
                  """
                  select c.id
                  from model_copy c
                  left join model_version v on v.job_id = c.id
                  group by c.id, c.state
                  having count(v.id) <> case when c.state = 'DONE' then 1 else 0 end
                  """))
          .as(when + ": a copy is there as a whole, once, or not at all")
          .isEmpty();
      Set<String> waiting =
          ids(
              jdbc,
              "select entity_id from web_hook_delivery where event = 'TRANSCRIPTION_CREATION'");
      Set<String> told = told("TranscriptionCreation").keySet();
      assertThat(visitor.transcriptions)
          .as(when + ": told, or to be told")
          .allMatch(id -> told.contains(id) || waiting.contains(id));
    } finally {
      database.dispose();
    }
  }

  private static Set<String> ids(JdbcClient jdbc, String statement) {
    return new HashSet<>(jdbc.sql(statement).query(String.class).list());
  }

  /** The identifiers of the deliveries, by entity. */
  private Map<String, Set<String>> told(String event) {
    Map<String, Set<String>> told = new HashMap<>();
    for (Told call : receiver.told(event)) {
      told.computeIfAbsent(id(call.json().path("self").stringValue()), id -> new HashSet<>())
          .add(call.delivery());
    }
    return told;
  }

  private void allComes(ApiClient api, Visitor visitor) {
    for (String copy : visitor.copies) {
      await().atMost(Duration.ofMinutes(1)).until(() -> succeeded(api, "/models/" + copy));
    }
    // One whose deletion was never answered is there or not, whichever way it was.
    Set<String> kept = new HashSet<>(visitor.transcriptions);
    kept.removeIf(id -> visitor.toBeDeleted.contains(id) && api.get(place(id)).status() == 404);
    for (String id : kept) {
      await().atMost(Duration.ofMinutes(1)).until(() -> succeeded(api, place(id)));
      assertThat(api.get(place(id) + "/files").expect(200).values("name"))
          .containsExactlyInAnyOrder("report.json", "contenturl_0.json", "contenturl_1.json");
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(told("TranscriptionCreation").keySet())
                  .containsAll(visitor.transcriptions);
              assertThat(told("TranscriptionCompletion").keySet()).containsAll(kept);
              assertThat(told("ModelCompletion").keySet()).containsAll(visitor.copies);
            });
    for (String event :
        List.of("TranscriptionCreation", "TranscriptionCompletion", "ModelCompletion")) {
      assertThat(told(event).values())
          .as("told again only as the same")
          .allSatisfy(deliveries -> assertThat(deliveries).hasSize(1));
    }
    assertThat(visitor.copies).as("something was copied").isNotEmpty();
    assertThat(visitor.deleted).as("something was deleted").isNotEmpty();
  }

  private static String place(String id) {
    return "/transcriptions/" + id;
  }

  /** Orders, looks how far it is and deletes, until the server is gone. */
  private final class Visitor {
    private final Set<String> transcriptions = ConcurrentHashMap.newKeySet();
    private final Set<String> copies = ConcurrentHashMap.newKeySet();

    /** Whether it came to it may be unknown. */
    private final Set<String> toBeDeleted = ConcurrentHashMap.newKeySet();

    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final String body =
        """
        {"displayName": "Clinic", "locale": "en-US", "contentUrls": ["%s", "%s"]}
        """
            .formatted(
                server.put("/one.wav", WavWriter.bytes(SpeechFixtures.say("yes"))),
                server.put(
                    "/two.wav?sig=x", WavWriter.bytes(SpeechFixtures.say("the green hill"))));
    private volatile Thread thread;

    void visit(ApiClient api) {
      thread = Thread.currentThread();
      try {
        while (true) {
          String kept = transcribe(api);
          String gone = transcribe(api);
          String copy = "{\"targetSubscriptionKey\": \"%s\"}".formatted(key);
          copies.add(id(api.post(model + ":copy", copy).expect(201).self()));
          acknowledged.incrementAndGet();
          toBeDeleted.add(gone);
          api.delete(place(gone)).expect(204);
          deleted.add(gone);
          acknowledged.incrementAndGet();
          // Or there would be more in a second than is heard in a minute.
          while (!succeeded(api, place(kept))) {
            Thread.onSpinWait();
          }
        }
      } catch (UncheckedIOException killed) {
        return;
      } finally {
        thread = null;
      }
    }

    private String transcribe(ApiClient api) {
      String id = id(api.post("/transcriptions", body).expect(201).self());
      transcriptions.add(id);
      acknowledged.incrementAndGet();
      return id;
    }

    void awaitEnd() {
      await().atMost(Duration.ofSeconds(20)).until(() -> thread == null);
    }
  }
}
