package io.diction.dataset.tus;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with SIGKILL in the middle of an upload, which goes on with the next. */
class UploadSurvivesKillIT {
  private static final int SIZE = 24 << 20;
  private static final int SENT = 10 << 20;
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
      Matcher model = MODEL.matcher(browser.get("/custom-models").body());
      assertThat(model.find()).isTrue();
      place = begin(browser, "/custom-models/" + model.group(1) + "/datasets/tus");
      try (Socket socket = new Socket("localhost", server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(head(browser, place).getBytes(StandardCharsets.US_ASCII));
        out.write(text, 0, SENT);
        out.flush();
        server.kill();
      }
    }
    try (DictionProcess server =
        DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false")) {
      HttpBrowser browser = browser(server);
      HttpResponse<String> asked = browser.send("HEAD", place, new byte[0], headers());
      assertThat(asked.statusCode()).isEqualTo(204);
      int offset = (int) asked.headers().firstValueAsLong("Upload-Offset").orElseThrow();
      assertThat(offset).isBetween(1, SENT);

      Map<String, String> headers = headers();
      headers.put("Upload-Offset", Integer.toString(offset));
      headers.put("Content-Type", "application/offset+octet-stream");
      byte[] rest = Arrays.copyOfRange(text, offset, SIZE);
      assertThat(browser.send("PATCH", place, rest, headers).statusCode()).isEqualTo(204);
      String id = place.substring(place.lastIndexOf('/') + 1);
      HttpResponse<String> done =
          browser.post(place.replace("/tus/" + id, "/received"), Map.of("uploads", id));
      assertThat(done.statusCode()).isEqualTo(303);
      assertThat(
              browser
                  .get(
                      done.headers()
                          .firstValue("Location")
                          .orElseThrow()
                          .replaceFirst("^https?://[^/]+", ""))
                  .body())
          .contains("killed.txt");
    }
  }

  private static HttpBrowser browser(DictionProcess server) {
    HttpBrowser browser = new HttpBrowser(server.port());
    browser.signIn("admin@lakeside.example", "diction-demo");
    browser.get("/account");
    return browser;
  }

  private static String begin(HttpBrowser browser, String tus) {
    Map<String, String> headers = headers();
    headers.put("Upload-Length", Integer.toString(SIZE));
    headers.put("Upload-Metadata", "filename a2lsbGVkLnR4dA==");
    HttpResponse<String> created = browser.send("POST", tus, new byte[0], headers);
    assertThat(created.statusCode()).isEqualTo(201);
    return created.headers().firstValue("Location").orElseThrow();
  }

  private static String head(HttpBrowser browser, String place) {
    StringBuilder head = new StringBuilder("PATCH " + place + " HTTP/1.1\r\nHost: localhost\r\n");
    Map<String, String> headers = new HashMap<>(browser.headers());
    headers.putAll(headers());
    headers.put("Upload-Offset", "0");
    headers.put("Content-Length", Integer.toString(SIZE));
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
