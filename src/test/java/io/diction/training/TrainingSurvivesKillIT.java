package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.testing.HttpBrowser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged application as a power cut would, in the middle of a training, and starts it
 * again on the same data: the training goes on and ends well, as if nothing had happened.
 */
class TrainingSurvivesKillIT {
  private static final Pattern STAGE = Pattern.compile("Training [0-9a-f-]{36}: ([a-z-]+)");
  private static final Pattern MODEL = Pattern.compile("/custom-models/([0-9a-f-]{36})");
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration TRAINING = Duration.ofSeconds(180);

  /** One for each stage that takes long enough to be hit. */
  private static final List<String> KILLS =
      List.of("validate", "language-model", "align", "acoustic-model", "tune", "evaluate");

  @TempDir private Path temporary;
  private Path data;
  private Server server;

  @BeforeEach
  void chooseFolder() {
    Assumptions.assumeTrue(
        System.getProperty("diction.jar") != null, "needs the packaged jar: run mvn verify");
    data = temporary.resolve("data");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.kill();
    }
  }

  @Test
  void endsInSuccessAfterAKillInEachStage() throws Exception {
    survive(KILLS);
  }

  @Test
  @Tag("soak")
  void endsInSuccessAfterThirtyKills() throws Exception {
    List<String> kills = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      kills.addAll(KILLS);
    }
    for (List<String> some : partitions(kills)) {
      survive(some);
      server.kill();
      data = temporary.resolve("data-" + System.nanoTime());
    }
  }

  private static List<List<String>> partitions(List<String> kills) {
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < kills.size(); from += KILLS.size()) {
      parts.add(kills.subList(from, from + KILLS.size()));
    }
    return parts;
  }

  private void survive(List<String> kills) throws Exception {
    server = new Server(data, kills.get(0));
    HttpBrowser browser = server.signIn();
    String model = demoModel(browser);
    await()
        .atMost(START)
        .until(() -> page(browser, model + "/train").select("[role=alert]").isEmpty());
    int credits = credits(browser, model);
    String base = page(browser, model + "/train").select("select[name=base] option").val();
    assertThat(
            browser.submit(model + "/train", model + "/train", Map.of("base", base)).statusCode())
        .isEqualTo(303);
    for (int kill = 0; kill < kills.size(); kill++) {
      server.awaitKill();
      server = new Server(data, kill + 1 < kills.size() ? kills.get(kill + 1) : "");
    }
    HttpBrowser again = server.signIn();
    await().atMost(TRAINING).until(() -> status(again, model).contains("Success"));

    Document tab = page(again, model + "/training");
    assertThat(tab.select("tr[data-model=custom]")).hasSize(1);
    assertThat(tab.select("main").text()).contains("1, used").doesNotContain("Earlier trainings");
    assertThat(page(again, model).select("main").text()).contains("Version 1");
    assertThat(credits(again, model)).isEqualTo(credits - 1);
    await().untilAsserted(() -> assertThat(files(data.resolve("training"), any -> true)).isEmpty());
    assertThat(files(data, name -> name.endsWith(".part"))).isEmpty();
  }

  /** The model that the example data makes, with recordings. */
  private static String demoModel(HttpBrowser browser) {
    Matcher found =
        MODEL.matcher(
            Jsoup.parse(browser.get("/custom-models").body())
                .select("a[href^=/custom-models/]:contains(Pharmacy names)")
                .attr("href"));
    assertThat(found.find()).as("the example model is listed").isTrue();
    return found.group();
  }

  private static Document page(HttpBrowser browser, String path) {
    return Jsoup.parse(browser.get(path).body());
  }

  private static String status(HttpBrowser browser, String model) {
    return page(browser, model + "/training").select(".status-badge").text();
  }

  /** As the dialog says, also when there is nothing new to train. */
  private static int credits(HttpBrowser browser, String model) {
    Matcher left =
        Pattern.compile("you have (\\d+)")
            .matcher(page(browser, model + "/train").select("dialog").text());
    assertThat(left.find()).isTrue();
    return Integer.parseInt(left.group(1));
  }

  private static Set<String> files(Path folder, Predicate<String> which) throws IOException {
    Set<String> names = new HashSet<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> found = Files.walk(folder)) {
        found
            .filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString())
            .filter(which)
            .forEach(names::add);
      }
    }
    return names;
  }

  /** The application as a process, killed as soon as it says that a stage begins. */
  private static final class Server {
    private final int port;
    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<String> output = new ArrayList<>();

    Server(Path data, String killIn) throws IOException {
      port = freePort();
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-XX:+UseSerialGC",
                  "-jar",
                  System.getProperty("diction.jar"),
                  "serve",
                  "--spring.profiles.active=demo",
                  "--server.port=" + port,
                  "--diction.data=" + data)
              .redirectErrorStream(true)
              .start();
      Thread reader = new Thread(() -> read(killIn), "output of the application");
      reader.setDaemon(true);
      reader.start();
    }

    private static int freePort() throws IOException {
      try (ServerSocket socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    }

    private void read(String killIn) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          synchronized (output) {
            output.add(line);
          }
          if (line.contains("Diction is ready")) {
            ready.countDown();
          }
          Matcher stage = STAGE.matcher(line);
          if (stage.find() && stage.group(1).equals(killIn)) {
            process.destroyForcibly();
          }
        }
      } catch (IOException ended) {
        ready.countDown();
      }
    }

    HttpBrowser signIn() throws InterruptedException {
      assertThat(ready.await(START.toSeconds(), TimeUnit.SECONDS)).as(this::said).isTrue();
      HttpBrowser browser = new HttpBrowser(port);
      assertThat(browser.signIn("user@lakeside.example", "diction-demo").statusCode())
          .isEqualTo(302);
      return browser;
    }

    void awaitKill() throws InterruptedException {
      assertThat(process.waitFor(TRAINING.toSeconds(), TimeUnit.SECONDS)).as(this::said).isTrue();
      assertThat(process.exitValue()).as(this::said).isEqualTo(128 + 9);
    }

    void kill() {
      process.destroyForcibly();
    }

    private String said() {
      synchronized (output) {
        return String.join("\n", output);
      }
    }
  }
}
