package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kills the packaged application at any moment while data is uploaded, validated, confirmed and
 * deleted, again and again on the same folder: nothing that was acknowledged is lost, nothing half
 * is to be seen, and nothing is left over.
 */
class StorageSurvivesKillIT {
  private static final Pattern MODEL = Pattern.compile("/custom-models/([0-9a-f-]{36})");
  private static final Pattern DATASET = Pattern.compile(".*/datasets/([0-9a-f-]{36})$");
  private static final int FEWEST_MILLIS = 50;
  private static final int MOST_MILLIS = 2_000;

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void chooseFolder() {
    Assumptions.assumeTrue(
        System.getProperty("diction.jar") != null, "needs the packaged jar: run mvn verify");
    data = folder.resolve("data");
  }

  @Test
  void keepsWhatWasAcknowledgedAfterFiveKills() throws Exception {
    killAndCheck(5, 20261121L);
  }

  @Test
  @Tag("soak")
  void keepsWhatWasAcknowledgedAfterThirtyKills() throws Exception {
    killAndCheck(30, 4711L);
  }

  private void killAndCheck(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    Visitor visitor = new Visitor(random);
    for (int kill = 1; kill <= kills; kill++) {
      try (DictionProcess server = serve()) {
        HttpBrowser browser = browser(server);
        int before = visitor.acknowledged.get();
        CompletableFuture<Void> visit = CompletableFuture.runAsync(() -> visitor.visit(browser));
        if (kill % 2 == 1) {
          // While what was just taken is validated; the others come into the first upload.
          await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> visitor.acknowledged.get() > before || visit.isDone());
        }
        int millis = FEWEST_MILLIS + random.nextInt(MOST_MILLIS - FEWEST_MILLIS);
        assertThat(visit.completeOnTimeout(null, millis, TimeUnit.MILLISECONDS))
            .succeedsWithin(Duration.ofSeconds(30));
        server.kill();
        visitor.awaitEnd();
      }
      check("seed %d, kill %d".formatted(seed, kill), visitor);
    }
    assertThat(visitor.uploaded).as("something was uploaded").isNotEmpty();
    // A validation that goes on may store again, and refer to, what nobody refers to before it.
    try (DictionProcess server = serve()) {
      HttpBrowser browser = browser(server);
      await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> !visitor.page(browser).contains(">Validating<"));
    }
    Set<String> unused = forgetRetention();
    try (DictionProcess server = serve()) {
      browser(server);
      await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(() -> assertThat(stored()).doesNotContainAnyElementsOf(unused));
    }
    assertThat(data.resolve("blobs/incoming")).isEmptyDirectory();
    assertThat(data.resolve("work")).isEmptyDirectory();
    try (DictionProcess verify =
        DictionProcess.start(folder, "storage", "verify", "--diction.data=" + data)) {
      assertThat(verify.exitCode()).as(verify.output() + verify.errors()).isZero();
      assertThat(verify.output()).contains("all in order").doesNotContain("organization");
    }
  }

  private DictionProcess serve() {
    return DictionProcess.serve(
        data, "--diction.storage.clean-up=1s", "--diction.storage.retention=1h");
  }

  private static HttpBrowser browser(DictionProcess server) {
    HttpBrowser browser = new HttpBrowser(server.port());
    browser.signIn("admin@lakeside.example", "diction-demo");
    browser.get("/account");
    return browser;
  }

  /** What must be so in the data folder of a process that was killed. */
  private void check(String when, Visitor visitor) throws IOException {
    JdbcConnectionPool database = database();
    try {
      JdbcClient jdbc = JdbcClient.create(database);
      Map<String, String> status = new LinkedHashMap<>();
      Set<String> names = new TreeSet<>();
      jdbc.sql("select id, name, status from dataset")
          .query(
              row -> {
                status.put(row.getString("id"), row.getString("status"));
                names.add(row.getString("name"));
              });
      assertThat(visitor.deleted).as(when).allMatch(id -> !status.containsKey(id));
      visitor.confirmed.stream()
          .filter(id -> !visitor.toBeDeleted.containsKey(id))
          .forEach(id -> assertThat(status.get(id)).as(when + ", " + id).isEqualTo("READY"));
      visitor.uploaded.stream()
          .filter(name -> !visitor.toBeDeleted.containsValue(name))
          .forEach(name -> assertThat(names).as(when).contains(name));
      Set<String> referenced = new TreeSet<>();
      jdbc.sql(
              """
              select d.organization_id, f.sha256
              from dataset_file f join dataset d on d.id = f.dataset_id
              union
              select organization_id, sha256 from blob where reference_count > 0
              """)
          .query(
              row -> {
                referenced.add(row.getString(1) + "/" + row.getString(2));
              });
      assertThat(stored()).as(when).containsAll(referenced);
    } finally {
      database.dispose();
    }
    for (Path file : files()) {
      assertThat(BlobWriter.hash(file).sha256())
          .as(when + ": no half file is to be seen")
          .isEqualTo(file.getFileName().toString());
    }
  }

  /** As if the retention of all that nobody refers to were over. */
  private Set<String> forgetRetention() {
    JdbcConnectionPool database = database();
    try {
      JdbcClient jdbc = JdbcClient.create(database);
      jdbc.sql(
              """
              update blob set unreferenced_since = timestamp with time zone '2020-01-01 00:00:00+00'
              where reference_count = 0
              """)
          .update();
      return Set.copyOf(
          jdbc.sql("select organization_id, sha256 from blob where reference_count = 0")
              .query((row, number) -> row.getString(1) + "/" + row.getString(2))
              .list());
    } finally {
      database.dispose();
    }
  }

  private JdbcConnectionPool database() {
    return JdbcConnectionPool.create(
        "jdbc:h2:file:%s/diction;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
            .formatted(data),
        "sa",
        "");
  }

  private Set<String> stored() throws IOException {
    Set<String> stored = new TreeSet<>();
    for (Path file : files()) {
      stored.add(data.resolve("blobs").relativize(file).getName(0) + "/" + file.getFileName());
    }
    return stored;
  }

  private List<Path> files() throws IOException {
    Path blobs = data.resolve("blobs");
    if (!Files.isDirectory(blobs)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(blobs)) {
      return walk.filter(file -> !file.startsWith(blobs.resolve("incoming")))
          .filter(Files::isRegularFile)
          .toList();
    } catch (UncheckedIOException removedMeanwhile) {
      return files();
    }
  }

  /**
   * Works with the datasets of a model until the server is gone, and remembers what it was told.
   */
  private static final class Visitor {
    private final Random random;
    private final Set<String> uploaded = ConcurrentHashMap.newKeySet();
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();

    /** By id; whether it came to it may be unknown. */
    private final Map<String, String> toBeDeleted = new ConcurrentHashMap<>();

    private String datasets = "";
    private final AtomicInteger acknowledged = new AtomicInteger();
    private int number;
    private volatile Thread thread;

    Visitor(Random random) {
      this.random = new Random(random.nextLong());
    }

    void visit(HttpBrowser browser) {
      thread = Thread.currentThread();
      try {
        Matcher model = MODEL.matcher(browser.get("/custom-models").body());
        assertThat(model.find()).isTrue();
        datasets = "/custom-models/" + model.group(1) + "/datasets";
        while (true) {
          upload(browser);
          work(browser);
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

    String page(HttpBrowser browser) {
      return browser.get(datasets + "?size=100").body();
    }

    private void work(HttpBrowser browser) {
      Map<String, String> known = new LinkedHashMap<>();
      for (Element link : Jsoup.parse(page(browser)).select("th.name a:has(bdi)")) {
        Matcher id = DATASET.matcher(link.attr("href"));
        if (id.matches()) {
          known.put(id.group(1), link.text());
        }
      }
      for (Map.Entry<String, String> dataset : known.entrySet()) {
        String path = datasets + "/" + dataset.getKey();
        if (random.nextInt(4) == 0) {
          toBeDeleted.put(dataset.getKey(), dataset.getValue());
          if (browser.post(path + "/delete", Map.of()).statusCode() == 302) {
            deleted.add(dataset.getKey());
          }
        } else if (random.nextInt(2) == 0
            && browser.post(path + "/confirm", Map.of()).statusCode() == 302) {
          confirmed.add(dataset.getKey());
        }
      }
    }

    /**
     * A text that takes a while to write, and an archive with recordings, of which many are made.
     */
    private void upload(HttpBrowser browser) {
      number++;
      if (number % 3 == 0) {
        uploadFolder(browser);
        return;
      }
      String text = "words-%d.txt".formatted(number);
      String archive = "clips-%d.zip".formatted(number);
      String boundary = "b" + UUID.randomUUID();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      part(body, boundary, text, words(40_000));
      part(body, boundary, archive, clips());
      body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
      send(browser, datasets, body, boundary);
      uploaded.addAll(List.of(text, archive));
    }

    /** Waits at its report whatever is in it. */
    private void uploadFolder(HttpBrowser browser) {
      String boundary = "b" + UUID.randomUUID();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int clip = 0; clip < 4; clip++) {
        String name = "batch-%d/clip%d".formatted(number, clip);
        part(body, boundary, name + ".wav", noise(16_000));
        part(body, boundary, name + ".txt", words(10));
      }
      body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
      send(browser, datasets + "/upload", body, boundary);
    }

    private void send(
        HttpBrowser browser, String address, ByteArrayOutputStream body, String boundary) {
      var answer =
          browser.send(
              "POST",
              address,
              body.toByteArray(),
              Map.of("Content-Type", "multipart/form-data; boundary=" + boundary));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      acknowledged.incrementAndGet();
    }

    private static void part(
        ByteArrayOutputStream body, String boundary, String name, byte[] content) {
      body.writeBytes(
          ("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n"
                  .formatted(boundary, name))
              .getBytes(StandardCharsets.US_ASCII));
      body.writeBytes(content);
      body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] words(int count) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < count / 10; i++) {
        StringBuilder line = new StringBuilder();
        for (int word = 0; word < 10; word++) {
          for (int letter = 0; letter < 6; letter++) {
            line.append((char) ('a' + random.nextInt(26)));
          }
          line.append(' ');
        }
        lines.add(line.toString().strip());
      }
      return String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] clips() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        StringBuilder texts = new StringBuilder();
        for (int clip = 0; clip < 6; clip++) {
          String name = "clip%d.wav".formatted(clip);
          zip.putNextEntry(new ZipEntry(name));
          zip.write(noise(2 * 16_000));
          texts.append(name).append("\tsome words that nobody says here\n");
        }
        // One that is damaged: the dataset waits for somebody to confirm it.
        zip.putNextEntry(new ZipEntry("damaged.wav"));
        zip.write("RIFF no sound".getBytes(StandardCharsets.US_ASCII));
        texts.append("damaged.wav\tsome words\n");
        zip.putNextEntry(new ZipEntry("trans.txt"));
        zip.write(texts.toString().getBytes(StandardCharsets.US_ASCII));
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
      return bytes.toByteArray();
    }

    private byte[] noise(int samples) {
      ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
      wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples);
      wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
      wav.putShort((short) 1).putShort((short) 1).putInt(16_000).putInt(32_000);
      wav.putShort((short) 2).putShort((short) 16);
      wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples);
      for (int i = 0; i < samples; i++) {
        wav.putShort((short) (1000 * random.nextGaussian()));
      }
      return wav.array();
    }
  }
}
