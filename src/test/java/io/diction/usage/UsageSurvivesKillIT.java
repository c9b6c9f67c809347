package io.diction.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.speech.audio.WavWriter;
import io.diction.testing.DictionProcess;
import io.diction.testing.PortalSessions;
import io.diction.testing.PortalSessions.Sent;
import io.diction.testing.SpeechFixtures;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kills the packaged application while sessions end and are deleted, again and again on the same
 * folder: each session that ended with its transcript is in the ledger once and stays there.
 */
class UsageSurvivesKillIT {
  private static final int TOGETHER = 6;
  private static final int MOST_MILLIS = 1_500;
  private static final List<String> SAID = List.of("yes", "the green hill", "no");

  @TempDir private Path folder;
  private Path data;

  /** Milliseconds of what was once found in the ledger, by session. */
  private final Map<String, Long> counted = new HashMap<>();

  @BeforeEach
  void chooseFolder() {
    Assumptions.assumeTrue(
        System.getProperty("diction.jar") != null, "needs the packaged jar: run mvn verify");
    data = folder.resolve("data");
  }

  @Test
  void countsEachSessionOnceAfterFiveKills() throws Exception {
    killAndCount(5, 20261122L);
  }

  @Test
  @Tag("soak")
  void countsEachSessionOnceAfterThirtyKills() throws Exception {
    killAndCount(30, 4711L);
  }

  private void killAndCount(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    Visitor visitor = new Visitor();
    int reported;
    for (int kill = 1; kill <= kills; kill++) {
      try (DictionProcess server = serve()) {
        PortalSessions browser = browser(server);
        visitor.someHaveEnded = false;
        CompletableFuture<Void> visit = CompletableFuture.runAsync(() -> visitor.visit(browser));
        await().atMost(Duration.ofMinutes(2)).until(() -> visitor.someHaveEnded || visit.isDone());
        assertThat(
                visit.completeOnTimeout(null, random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS))
            .succeedsWithin(Duration.ofSeconds(30));
        server.kill();
        visitor.awaitEnd();
      }
      check("seed %d, kill %d".formatted(seed, kill), visitor);
    }
    try (DictionProcess server = serve()) {
      PortalSessions browser = browser(server);
      // One more: whatever was taken before it, even without an answer, ends before it.
      var unused = visitor.start(browser);
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> visitor.batches.stream().noneMatch(batch -> isOpen(browser, batch)));
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> sessions(browser) % TOGETHER == 0);
      reported = sessions(browser);
    }
    check("at the end", visitor);
    assertThat(counted)
        .as("what the report says")
        .hasSize(reported)
        .hasSizeGreaterThanOrEqualTo(visitor.batches.size() * TOGETHER);
    System.out.printf(
        "%d kills: %d sessions, each counted once; %d deleted%n",
        kills, counted.size(), visitor.deleted);
  }

  private static int sessions(PortalSessions browser) {
    Document report = browser.page("/organization/usage");
    return Integer.parseInt(report.select("dl.stats dd").get(2).text().replaceAll("\\D", ""));
  }

  private DictionProcess serve() {
    return DictionProcess.serve(data, "--diction.jobs.heartbeat=1s", "--diction.jobs.poll=100ms");
  }

  private static PortalSessions browser(DictionProcess server) {
    return new PortalSessions(server, "admin@lakeside.example");
  }

  /** A batch of which all are deleted has no page. */
  private static boolean isOpen(PortalSessions browser, String batch) {
    return browser.page(batch).select("#batch").hasAttr("hx-get");
  }

  /** What must be so in the data folder of a process that was killed, and of one that was not. */
  private void check(String when, Visitor visitor) {
    JdbcConnectionPool database =
        JdbcConnectionPool.create(
            "jdbc:h2:file:%s/diction;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
                .formatted(data),
            "sa",
            "");
    try {
      JdbcClient jdbc = JdbcClient.create(database);
      Map<String, Long> ledger = new HashMap<>();
      jdbc.sql("select session_id, audio_ms from usage_entry")
          .query(
              row -> {
                assertThat(ledger.put(row.getString(1), row.getLong(2))).as(when).isNull();
              });
      assertThat(ledger).as(when + ": nothing is lost").containsAllEntriesOf(counted);
      Set<String> open = ConcurrentHashMap.newKeySet();
      jdbc.sql(
              """
              select s.id, s.state, s.audio_ms, s.transcript_sha256, b.reference_count
              from stt_session s
              left join blob b
                on b.organization_id = s.organization_id and b.sha256 = s.transcript_sha256
              where s.batch_id is not null
              """)
          .query(
              row -> {
                String id = row.getString(1);
                if (row.getString(2).equals("SUCCEEDED")) {
                  assertThat(row.getString(4)).as(when).isNotNull();
                  assertThat(row.getInt(5)).as(when + ": keeps its transcript").isPositive();
                  assertThat(ledger).as(when + ", " + id).containsEntry(id, row.getLong(3));
                } else {
                  assertThat(row.getString(2)).as(when).isIn("QUEUED", "RUNNING");
                  assertThat(ledger).as(when + ": not yet").doesNotContainKey(id);
                  open.add(id);
                }
              });
      assertThat(visitor.known)
          .as(when + ": whatever was taken is in work or counted")
          .allMatch(id -> ledger.containsKey(id) || open.contains(id));
      ledger.values().forEach(ms -> assertThat(ms).as(when).isBetween(200L, 5_000L));
      counted.putAll(ledger);
    } finally {
      database.dispose();
    }
  }

  /** Starts sessions, looks at how they get on and deletes some, until the server is gone. */
  private static final class Visitor {
    private final Set<String> batches = ConcurrentHashMap.newKeySet();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final byte[][] recordings =
        SAID.stream().map(said -> WavWriter.bytes(SpeechFixtures.say(said))).toArray(byte[][]::new);
    private volatile boolean someHaveEnded;
    private final Set<String> forgotten = new HashSet<>();
    private volatile int deleted;
    private volatile Thread thread;

    void visit(PortalSessions browser) {
      thread = Thread.currentThread();
      try {
        String batch = start(browser);
        while (true) {
          Document page = browser.page(batch);
          for (Element link : page.select("tbody th a")) {
            known.add(link.attr("href").substring("/sessions/".length()));
          }
          List<String> ready = page.select("input[name=session]").eachAttr("value");
          someHaveEnded |= !ready.isEmpty();
          if (!ready.isEmpty() && forgotten.add(batch)) {
            // Its minutes were used, whoever wants to forget what was said.
            var unused = browser.press("/sessions/" + ready.get(0) + "/delete");
            deleted++;
          }
          if (!page.select("#batch").hasAttr("hx-get")) {
            batch = start(browser);
          }
        }
      } catch (UncheckedIOException killed) {
        return;
      } finally {
        thread = null;
      }
    }

    void awaitEnd() {
      await().atMost(Duration.ofSeconds(20)).until(() -> thread == null);
    }

    private String start(PortalSessions browser) {
      List<Sent> all = new ArrayList<>();
      for (int number = 0; number < TOGETHER; number++) {
        all.add(Sent.of("call-%d.wav".formatted(number), recordings[number % recordings.length]));
      }
      String batch = browser.start(all);
      assertThat(batch).startsWith("/sessions/batches/");
      batches.add(batch);
      return batch;
    }
  }
}
