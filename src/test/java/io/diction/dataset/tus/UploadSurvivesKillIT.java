package io.diction.dataset.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with SIGKILL in the middle of an upload, which goes on with the next. */
class UploadSurvivesKillIT {
  private static final int SIZE = 24 << 20;
  private static final int SENT = 10 << 20;
  private static final int PART_SIZE = 6 << 20;
  private static final Map<String, String> NAMED =
      Map.of("Upload-Metadata", "filename a2lsbGVkLnR4dA==");
  private static final Pattern FILE =
      Pattern.compile("/custom-models/[0-9a-f-]{36}/datasets/[0-9a-f-]{36}/file");
  private static final Pattern MODEL = Pattern.compile("/custom-models/([0-9a-f-]{36})");

  @TempDir private Path folder;

  @Test
  void goesOnWithTheBytesThatWereWritten() throws Exception {
    byte[] text = new byte[SIZE];
    Arrays.fill(text, (byte) 'a');
    String place;
    try (DictionProcess server =
        DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false")) {
      HttpBrowser browser = browser(server);
      place = begin(browser, tus(browser), SIZE, NAMED);
      try (Socket socket = new Socket("localhost", server.port())) {
        send(socket, browser, place, text, SENT);
        server.kill();
      }
    }
    try (DictionProcess server =
        DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false")) {
      HttpBrowser browser = browser(server);
      int offset = goOn(browser, place, text);
      assertThat(offset).isBetween(1, SENT);
      assertThat(taken(browser, place)).contains("killed.txt");
    }
  }

  /** Parts of one file on lines of their own; one of them has not begun when the server dies. */
  @Test
  void goesOnWithEachPartOfAFileAndJoinsThem() throws Exception {
    byte[] first = part('a');
    byte[] second = part('b');
    byte[] third = part('c');
    List<String> places = new ArrayList<>();
    try (DictionProcess server =
        DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false")) {
      HttpBrowser browser = browser(server);
      Map<String, String> part =
          Map.of(
              "Upload-Concat", "partial", "Diction-Whole", UUID.randomUUID() + " " + 3 * PART_SIZE);
      String tus = tus(browser);
      for (int i = 0; i < 3; i++) {
        places.add(begin(browser, tus, PART_SIZE, part));
      }
      try (Socket one = new Socket("localhost", server.port());
          Socket other = new Socket("localhost", server.port())) {
        send(one, browser, places.get(0), first, PART_SIZE / 2);
        send(other, browser, places.get(1), second, PART_SIZE / 3);
        await().until(() -> written(places.get(0)) > 0 && written(places.get(1)) > 0);
        server.kill();
      }
    }
    try (DictionProcess server =
        DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false")) {
      HttpBrowser browser = browser(server);
      assertThat(goOn(browser, places.get(0), first)).isBetween(1, PART_SIZE / 2);
      assertThat(goOn(browser, places.get(1), second)).isBetween(1, PART_SIZE / 3);
      assertThat(goOn(browser, places.get(2), third)).isZero();
      Map<String, String> whole = headers();
      whole.putAll(NAMED);
      whole.put("Upload-Concat", "final;" + String.join(" ", places));
      String place = place(browser.send("POST", tus(browser), new byte[0], whole));
      server.kill();
      try (DictionProcess last =
          DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false")) {
        HttpBrowser again = browser(last);
        Matcher file = FILE.matcher(taken(again, place));
        assertThat(file.find()).isTrue();
        String bytes = again.get(file.group()).body();
        assertThat(bytes)
            .hasSize(3 * PART_SIZE)
            .isEqualTo(
                new String(first, StandardCharsets.US_ASCII)
                    + new String(second, StandardCharsets.US_ASCII)
                    + new String(third, StandardCharsets.US_ASCII));
      }
    }
  }

  /** What the server has on its disk. */
  private long written(String place) throws IOException {
    String id = place.substring(place.lastIndexOf('/') + 1);
    return Files.size(folder.resolve("data/partial/uploads").resolve(id).resolve("data"));
  }

  private static byte[] part(char of) {
    byte[] text = new byte[PART_SIZE];
    Arrays.fill(text, (byte) of);
    return text;
  }

  private static void send(Socket to, HttpBrowser browser, String place, byte[] text, int bytes)
      throws IOException {
    OutputStream out = to.getOutputStream();
    out.write(head(browser, place, text.length).getBytes(StandardCharsets.US_ASCII));
    out.write(text, 0, bytes);
    out.flush();
  }

  /** Sends what is missing and says from where on. */
  private static int goOn(HttpBrowser browser, String place, byte[] text) {
    HttpResponse<String> asked = browser.send("HEAD", place, new byte[0], headers());
    assertThat(asked.statusCode()).isEqualTo(204);
    int offset = (int) asked.headers().firstValueAsLong("Upload-Offset").orElseThrow();
    Map<String, String> headers = headers();
    headers.put("Upload-Offset", Integer.toString(offset));
    headers.put("Content-Type", "application/offset+octet-stream");
    byte[] rest = Arrays.copyOfRange(text, offset, text.length);
    assertThat(browser.send("PATCH", place, rest, headers).statusCode()).isEqualTo(204);
    return offset;
  }

  /** The page where the upload leads to. */
  private static String taken(HttpBrowser browser, String place) {
    String id = place.substring(place.lastIndexOf('/') + 1);
    HttpResponse<String> done =
        browser.post(place.replace("/tus/" + id, "/received"), Map.of("uploads", id));
    assertThat(done.statusCode()).isEqualTo(303);
    String next = done.headers().firstValue("Location").orElseThrow();
    return browser.get(next.replaceFirst("^https?://[^/]+", "")).body();
  }

  private static String tus(HttpBrowser browser) {
    Matcher model = MODEL.matcher(browser.get("/custom-models").body());
    assertThat(model.find()).isTrue();
    return "/custom-models/" + model.group(1) + "/datasets/tus";
  }

  private static HttpBrowser browser(DictionProcess server) {
    HttpBrowser browser = new HttpBrowser(server.port());
    browser.signIn("admin@lakeside.example", "diction-demo");
    browser.get("/account");
    return browser;
  }

  private static String begin(HttpBrowser browser, String tus, int size, Map<String, String> more) {
    Map<String, String> headers = headers();
    headers.put("Upload-Length", Integer.toString(size));
    headers.putAll(more);
    return place(browser.send("POST", tus, new byte[0], headers));
  }

  private static String place(HttpResponse<String> created) {
    assertThat(created.statusCode()).isEqualTo(201);
    return created.headers().firstValue("Location").orElseThrow();
  }

  private static String head(HttpBrowser browser, String place, int size) {
    StringBuilder head = new StringBuilder("PATCH " + place + " HTTP/1.1\r\nHost: localhost\r\n");
    Map<String, String> headers = new HashMap<>(browser.headers());
    headers.putAll(headers());
    headers.put("Upload-Offset", "0");
    headers.put("Content-Length", Integer.toString(size));
    headers.put("Content-Type", "application/offset+octet-stream");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head + "\r\n";
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Tus-Resumable", "1.0.0");
    return headers;
  }
}
