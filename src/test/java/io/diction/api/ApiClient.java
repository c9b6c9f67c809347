package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's program. Paths begin behind {@code /speechtotext/v3.2}, or are whole addresses that an
 * answer gave. Every answer is held to the shape that the contract has for its operation.
 */
public final class ApiClient {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String JSON = "application/json";

  private final URI home;
  private final Map<String, String> credentials;

  private ApiClient(URI home, Map<String, String> credentials) {
    this.home = home;
    this.credentials = Map.copyOf(credentials);
  }

  public static ApiClient withKey(int port, String key) {
    return new ApiClient(home(port), Map.of("Ocp-Apim-Subscription-Key", key));
  }

  public static ApiClient withToken(int port, String token) {
    return new ApiClient(home(port), Map.of("Authorization", "Bearer " + token));
  }

  public static ApiClient stranger(int port) {
    return new ApiClient(home(port), Map.of());
  }

  private static URI home(int port) {
    return URI.create("http://localhost:" + port + Operation.BASE + "/");
  }

  /** A whole address of this portal, outside of the entities. */
  public String place(String path) {
    return home.resolve(path).toString();
  }

  public ApiAnswer get(String path) {
    return send("GET", path, null, Map.of());
  }

  public ApiAnswer delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  public ApiAnswer post(String path, String json) {
    return send("POST", path, bytes(json), Map.of("Content-Type", JSON));
  }

  public ApiAnswer patch(String path, String json) {
    return send("PATCH", path, bytes(json), Map.of("Content-Type", JSON));
  }

  public ApiAnswer merge(String path, String json) {
    return send("PATCH", path, bytes(json), Map.of("Content-Type", "application/merge-patch+json"));
  }

  /** Sends anything. */
  public ApiAnswer send(
      String method, String path, byte @Nullable [] body, Map<String, String> headers) {
    URI address = URI.create(path.startsWith("/") ? home + path.substring(1) : path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    Map<String, String> all = new LinkedHashMap<>(credentials);
    all.putAll(headers);
    all.forEach(request::header);
    try {
      HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      ApiAnswer answer = new ApiAnswer(response.statusCode(), response.headers(), response.body());
      check(method, address, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void check(String method, URI address, ApiAnswer answer) {
    String about = method + " " + address + " answered " + answer.status();
    boolean api = address.getPath().startsWith("/speechtotext");
    if (method.equals("HEAD") || !(api || address.getPath().startsWith("/sts"))) {
      return;
    }
    if (answer.status() < 200 || answer.status() >= 300) {
      assertThat(answer.header("Content-Type")).as(about).startsWith(JSON);
      ApiSchema.check("Error", answer.json(), about);
    } else if (api && !address.getPath().endsWith("/openapi.json")) {
      Shapes.of(method, address.getRawPath())
          // The older way to copy answers with the model itself.
          .map(shape -> shape.equals("Operation") && answer.status() == 201 ? "CustomModel" : shape)
          .ifPresentOrElse(
              shape -> ApiSchema.check(shape, answer.json(), about),
              () -> assertThat(answer.text()).as(about).isEmpty());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
