package io.diction.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Somebody who starts sessions in a running portal and looks at how they get on. */
public final class PortalSessions {
  private static final String BOUNDARY = "a-boundary-of-the-test";

  private final HttpBrowser browser;

  /** A recording to be sent. */
  public record Sent(String name, BodyPublisher bytes) {
    public static Sent of(String name, byte[] bytes) {
      return new Sent(name, BodyPublishers.ofByteArray(bytes));
    }

    /** Read while it is sent: it may be larger than memory. */
    public static Sent of(Path file) {
      try {
        return new Sent(String.valueOf(file.getFileName()), BodyPublishers.ofFile(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public PortalSessions(DictionProcess server, String email) {
    browser = new HttpBrowser(server.port());
    browser.signIn(email, "diction-demo");
    browser.get("/account");
  }

  /**
   * Starts a session for each recording.
   *
   * @return where the session's page is; of several that of all of them
   */
  public String start(List<Sent> recordings) {
    List<BodyPublisher> body = new ArrayList<>();
    body.add(text(part("name=\"language\"") + "en-US\r\n" + part("name=\"model\"") + "\r\n"));
    for (Sent recording : recordings) {
      body.add(text(part("name=\"audio\"; filename=\"%s\"".formatted(recording.name()))));
      body.add(recording.bytes());
      body.add(text("\r\n"));
    }
    body.add(text("--" + BOUNDARY + "--\r\n"));
    HttpResponse<String> answer =
        browser.send(
            "POST",
            "/sessions",
            BodyPublishers.concat(body.toArray(BodyPublisher[]::new)),
            Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY));
    String place = answer.headers().firstValue("Location").orElse("");
    if (answer.statusCode() != 302 || !place.contains("/sessions/")) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return place.substring(place.indexOf("/sessions/"));
  }

  private static String part(String disposition) {
    return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, disposition);
  }

  private static BodyPublisher text(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
  }

  public String get(String path) {
    return browser.get(path).body();
  }

  public Document page(String path) {
    return Jsoup.parse(get(path));
  }

  /** Presses a button without fields. */
  public int press(String path) {
    return browser.post(path, Map.of()).statusCode();
  }
}
