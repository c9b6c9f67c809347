package io.diction.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Somebody's browser without scripts: keeps cookies, sends forms with the token of the last page.
 */
public final class HttpBrowser {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Map<String, String> cookies = new LinkedHashMap<>();
  private final URI home;
  private String csrfToken = "";

  /** As pages tell scripts; other tests of the same application may have changed it. */
  private String csrfHeader = "X-XSRF-TOKEN";

  public HttpBrowser(int port) {
    this.home = URI.create("http://localhost:" + port);
  }

  /** Opens a page; redirects are not followed. */
  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(home.resolve(path));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Asks for a page as {@link #get} does, without looking at what comes: for many at once. */
  public HttpResponse<String> fetch(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(home.resolve(path)).header("Cookie", cookieHeader());
    try {
      return CLIENT.send(
          (headers.length == 0 ? request : request.headers(headers)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Opens the page with a form, so that its token is known, then sends the form. */
  public HttpResponse<String> submit(String page, String action, Map<String, String> fields) {
    get(page);
    return post(action, fields);
  }

  /** Sends a form with the token of the last page that had one. */
  public HttpResponse<String> post(String action, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrfToken);
    return send(
        HttpRequest.newBuilder(home.resolve(action))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(all))));
  }

  /** Sends anything, with the token of the last page that had one in a header. */
  public HttpResponse<String> send(
      String method, String path, byte[] body, Map<String, String> headers) {
    return send(method, path, BodyPublishers.ofByteArray(body), headers);
  }

  /** The same with bytes from anywhere. */
  public HttpResponse<String> send(
      String method, String path, BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(home.resolve(path)).method(method, body);
    headers.forEach(request::header);
    if (!csrfToken.isEmpty()) {
      request.header(csrfHeader, csrfToken);
    }
    return send(request);
  }

  /** Signs in through the form. */
  public HttpResponse<String> signIn(String email, String password) {
    return submit("/sign-in", "/sign-in", Map.of("email", email, "password", password));
  }

  /** Does something as if no page with a form had been seen. */
  public <T> T withoutToken(Supplier<T> action) {
    String kept = csrfToken;
    csrfToken = "";
    try {
      return action.get();
    } finally {
      csrfToken = kept;
    }
  }

  /** Makes the next page's token unknown. */
  public void forgetToken() {
    csrfToken = "";
  }

  /** What lets another client speak as this browser does. */
  public Map<String, String> headers() {
    return Map.of("Cookie", cookieHeader(), csrfHeader, csrfToken);
  }

  public Optional<String> cookie(String name) {
    return Optional.ofNullable(cookies.get(name));
  }

  public void setCookie(String name, String value) {
    cookies.put(name, value);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookieHeader());
    }
    try {
      HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
      response.headers().allValues("Set-Cookie").forEach(this::keep);
      Document page = Jsoup.parse(response.body());
      Optional.ofNullable(page.selectFirst("input[name=_csrf]"))
          .ifPresent(token -> csrfToken = token.val());
      Optional.ofNullable(page.selectFirst("meta[name=csrf-header]"))
          .ifPresent(header -> csrfHeader = header.attr("content"));
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keep(String setCookie) {
    HttpCookie cookie = HttpCookie.parse(setCookie).get(0);
    if (cookie.getMaxAge() == 0) {
      cookies.remove(cookie.getName());
    } else {
      cookies.put(cookie.getName(), cookie.getValue());
    }
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
