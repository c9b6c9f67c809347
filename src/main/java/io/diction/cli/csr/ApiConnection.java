package io.diction.cli.csr;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to the REST API. */
final class ApiConnection {
  private static final String BASE = "/speechtotext/v3.2";
  private static final int MOST_TRIES = 5;
  private static final int USUAL_WAIT_SECONDS = 5;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
  private final JsonMapper json = new JsonMapper();
  private final String host;
  private final String key;

  ApiConnection(String host, String key) {
    this.host = host;
    this.key = key;
  }

  /** The same portal for another organization. */
  ApiConnection withKey(String another) {
    return new ApiConnection(host, another);
  }

  /** What the portal says when it does not do what was asked. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** A body, and how long to wait until it may have changed. */
  record Answer(JsonNode body, int waitSeconds) {}

  /** Of a path below the API's base; whole addresses stay. */
  String address(String path) {
    return path.startsWith("http") ? path : host + BASE + path;
  }

  Answer get(String path) throws IOException {
    return send("GET", path, BodyPublishers.noBody(), "application/json");
  }

  Answer send(String method, String path, @Nullable JsonNode body) throws IOException {
    return send(
        method,
        path,
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()),
        "application/json");
  }

  Answer put(String path, byte[] bytes, int length) throws IOException {
    return send(
        "PUT", path, BodyPublishers.ofByteArray(bytes, 0, length), "application/octet-stream");
  }

  /** Waits as it is told where it asked too often. */
  private Answer send(String method, String path, BodyPublisher body, String type)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Ocp-Apim-Subscription-Key", key)
            .header("Content-Type", type)
            .method(method, body)
            .timeout(Duration.ofMinutes(10))
            .build();
    for (int tries = 1; ; tries++) {
      HttpResponse<String> response = exchange(request);
      int wait =
          (int) response.headers().firstValueAsLong("Retry-After").orElse(USUAL_WAIT_SECONDS);
      if ((response.statusCode() == 429 || response.statusCode() == 503) && tries < MOST_TRIES) {
        pause(wait);
      } else if (response.statusCode() >= 300) {
        throw new Refused(response.statusCode(), message(response));
      } else {
        String text = response.body();
        return new Answer(text.isEmpty() ? json.createObjectNode() : json.readTree(text), wait);
      }
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    }
  }

  private String message(HttpResponse<String> response) {
    try {
      JsonNode error = json.readTree(response.body());
      String inner = error.path("innerError").path("code").asString(error.path("code").asString());
      return "%s (%d): %s"
          .formatted(inner, response.statusCode(), error.path("message").asString(""));
    } catch (JacksonException other) {
      return "%s answers with %d, and not as the API does"
          .formatted(response.uri(), response.statusCode());
    }
  }

  /** Without the key: such addresses open by themselves. */
  void download(String address, Path file) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofInputStream());
      try (InputStream bytes = response.body()) {
        if (response.statusCode() != 200) {
          throw new Refused(response.statusCode(), address + " cannot be downloaded");
        }
        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    }
  }

  static void pause(int seconds) throws IOException {
    try {
      // Nothing ends it early but the end of the process.
      var unused = new CountDownLatch(1).await(Math.max(1, seconds), TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopping);
    }
  }
}
