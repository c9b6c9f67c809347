package io.diction.api.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.diction.api.fetch.FetchFailed.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class GuardedFetchTest {
  private static final DataSize LARGEST = DataSize.ofKilobytes(64);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private String here;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    here = "127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    String path = exchange.getRequestURI().getPath();
    switch (path) {
      case "/file" -> answer(exchange, 200, "content");
      case "/echo" -> {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        answer(
            exchange,
            202,
            exchange.getRequestHeaders().getFirst("X-Sign")
                + new String(sent, StandardCharsets.UTF_8));
      }
      case "/gone" -> answer(exchange, 410, "");
      case "/again" -> redirect(exchange, "/again");
      case "/over" -> redirect(exchange, "/file");
      case "/inside" -> redirect(exchange, "http://10.255.255.1/secret");
      case "/name" ->
          redirect(exchange, "http://localhost:" + server.getAddress().getPort() + "/file");
      case "/disk" -> redirect(exchange, "file:///etc/passwd");
      case "/large" -> answer(exchange, 200, "x".repeat((int) LARGEST.toBytes() + 1));
      case "/endless", "/endless-404", "/endless-302" -> {
        String status = path.replaceAll("\\D", "");
        exchange.getResponseHeaders().set("Location", "/file");
        exchange.sendResponseHeaders(status.isEmpty() ? 200 : Integer.parseInt(status), 0);
        byte[] block = new byte[4096];
        while (done.getCount() > 0) {
          exchange.getResponseBody().write(block);
        }
      }
      case "/slow" -> {
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; done.getCount() > 0; i++) {
          exchange.getResponseBody().write('0' + i % 10);
          exchange.getResponseBody().flush();
          await(Duration.ofMillis(50));
        }
      }
      default -> answer(exchange, 404, "");
    }
    exchange.close();
  }

  private void await(Duration time) {
    try {
      var unused = done.await(time.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static GuardedFetch fetch(String... allowed) {
    return new GuardedFetch(new GuardedNames(new FetchSettings(List.of(allowed))));
  }

  private static String get(GuardedFetch fetch, String address, Duration most) throws IOException {
    return fetch.get(
        URI.create(address),
        LARGEST,
        most,
        (bytes, length) -> new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void fetchesFromAllowedHostsAndFollowsThem() throws IOException {
    assertThat(get(fetch(here), "http://" + here + "/file", LONGEST)).isEqualTo("content");
    assertThat(get(fetch("127.0.0.1"), "http://" + here + "/over", LONGEST)).isEqualTo("content");
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:PORT/file, HOST",
    "http://localhost:PORT/file, HOST",
    "http://[::1]:PORT/file, HOST",
    "http://[::ffff:127.0.0.1]:PORT/file, HOST",
    "http://2130706433:PORT/file, HOST",
    "http://0:PORT/file, HOST",
    "http://10.255.255.1/, HOST",
    "http://169.254.169.254/latest/meta-data, HOST",
    "http://name.invalid/, HOST",
    "file:///etc/passwd, ADDRESS",
    "ftp://example.org/x, ADDRESS",
    "jar:http://example.org!/x, ADDRESS",
    "http:///file, ADDRESS",
    "http://user:secret@example.org/, ADDRESS",
    "//example.org/file, ADDRESS"
  })
  void goesNowhereElse(String address, Reason reason) {
    String there = address.replace("PORT", String.valueOf(server.getAddress().getPort()));

    assertThatThrownBy(() -> get(fetch(), there, LONGEST))
        .isInstanceOfSatisfying(
            FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "/inside, HOST",
    "/name, HOST",
    "/disk, ADDRESS",
    "/again, REDIRECTS",
    "/gone, STATUS",
    "/nothing, STATUS",
    "/large, TOO_LARGE",
    "/endless, TOO_LARGE",
    "/endless-404, STATUS"
  })
  void checksEachHopAndSize(String path, Reason reason) {
    assertThatThrownBy(() -> get(fetch(here), "http://" + here + path, LONGEST))
        .isInstanceOfSatisfying(
            FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  @Test
  void givesUpWhatDripsOnForEver() {
    assertThatThrownBy(() -> get(fetch(here), "http://" + here + "/slow", Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMED_OUT));
  }

  @Test
  void leavesTheRestOfAnAnswerThatLeadsOn() throws IOException {
    assertThat(get(fetch(here), "http://" + here + "/endless-302", LONGEST)).isEqualTo("content");
  }

  @ParameterizedTest
  @CsvSource({"X: y\\n, 0, CONNECTION", "yyyyyyyyyy, 0, CONNECTION", "X: y\\n, 50, TIMED_OUT"})
  void readsNoHeadWithoutEnd(String repeated, long pause, Reason reason) throws IOException {
    try (ServerSocket raw = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      threads.execute(() -> sendHead(raw, repeated.replace("\\n", "\r\n"), pause));
      String address = "127.0.0.1:" + raw.getLocalPort();

      assertThatThrownBy(
              () -> get(fetch(address), "http://" + address + "/", Duration.ofSeconds(2)))
          .isInstanceOfSatisfying(
              FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
    }
  }

  private void sendHead(ServerSocket raw, String repeated, long pause) {
    try (Socket connection = raw.accept()) {
      connection.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
      while (done.getCount() > 0) {
        connection.getOutputStream().write(repeated.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().flush();
        await(Duration.ofMillis(pause));
      }
    } catch (IOException hungUp) {
      // As it should.
    }
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    server.stop(0);

    assertThatThrownBy(() -> get(fetch(here), "http://" + here + "/file", LONGEST))
        .isInstanceOfSatisfying(
            FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.CONNECTION));
  }

  @Test
  void postsAndReadsNoMoreThanWanted() throws IOException {
    GuardedFetch.Answer answer =
        fetch(here)
            .post(
                URI.create("http://" + here + "/echo"),
                Map.of("X-Sign", "s"),
                "body".getBytes(StandardCharsets.UTF_8),
                LONGEST,
                DataSize.ofBytes(3));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("sbo");
    assertThat(
            fetch(here)
                .post(
                    URI.create("http://" + here + "/over"), Map.of(), new byte[0], LONGEST, LARGEST)
                .status())
        .isEqualTo(302);
  }
}
