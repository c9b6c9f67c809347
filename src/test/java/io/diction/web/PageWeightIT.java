package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged jar sends for a page, compressed, and what browsers may keep of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageWeightIT {
  private static final int LIMIT = 50 * 1024;
  private static final int LIMIT_WITH_UPLOADS = 80 * 1024;
  private static final String YEAR = "max-age=31536000, public, immutable";

  @TempDir private static Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, HttpResponse<byte[]>> assets = new LinkedHashMap<>();
  private DictionProcess server;
  private String session;

  @BeforeAll
  void start() {
    server = DictionProcess.serve(folder.resolve("data"), "--diction.jobs.here=false");
    HttpBrowser browser = new HttpBrowser(server.port());
    browser.signIn("sysop@operations.example", "diction-demo");
    session = browser.cookie("diction").orElseThrow();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void staysSmallAndIsKeptForAYearWhereItNeverChanges() throws Exception {
    List<String> problems = new ArrayList<>();
    for (String path : pages()) {
      HttpResponse<byte[]> response = get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        continue;
      }
      Document page = Jsoup.parse(text(response));
      assertThat(cacheControl(response)).as("%s is a page", path).contains("no-store");
      List<String> styles = page.select("link[rel=stylesheet]").eachAttr("href");
      List<String> scripts = page.select("script[src]").eachAttr("src");
      assertThat(styles).as("styles of %s", path).isNotEmpty().doesNotHaveDuplicates();
      assertThat(scripts).as("scripts of %s", path).isNotEmpty().doesNotHaveDuplicates();
      int pageAndStyles = response.body().length + weight(styles);
      int limit = page.select("input[type=file]").isEmpty() ? LIMIT : LIMIT_WITH_UPLOADS;
      if (pageAndStyles >= LIMIT) {
        problems.add(path + ": page and styles have " + pageAndStyles + " bytes");
      }
      if (weight(scripts) >= limit) {
        problems.add(path + ": scripts have " + weight(scripts) + " bytes");
      }
      for (String icon : page.select("link[rel=icon]").eachAttr("href")) {
        asset(icon);
      }
      for (String icon : page.select("svg use").eachAttr("href")) {
        asset(icon.replaceFirst("#.*", ""));
      }
    }

    assertThat(problems).isEmpty();
    assertThat(assets.keySet()).filteredOn(name -> name.endsWith(".svg")).hasSize(2);
    assets.forEach(
        (name, response) -> {
          assertThat(name).as("has its hash in its name").matches(".+-[0-9a-f]{32}\\.[a-z]+");
          assertThat(response.statusCode()).as(name).isEqualTo(200);
          assertThat(cacheControl(response)).as(name).isEqualTo(YEAR);
        });
  }

  @Test
  void asksAgainForAFileWithoutHashAndSendsItOnlyWhenItChanged() throws Exception {
    HttpResponse<byte[]> first = get("/css/diction.css");
    String date = first.headers().firstValue("Last-Modified").orElseThrow();

    assertThat(cacheControl(first)).isEqualTo("no-cache");
    assertThat(get("/css/diction.css", "If-Modified-Since", date).statusCode()).isEqualTo(304);
  }

  /** Pages without a placeholder in their address, as the table of routes has them. */
  private static List<String> pages() throws IOException {
    try (InputStream table = PageWeightIT.class.getResourceAsStream("/routes.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\\s+"))
          .filter(words -> words.length > 4 && words[0].equals("GET") && !words[1].contains("*"))
          .filter(words -> !words[1].contains("{") && words[3].equals("-"))
          // Of SYSOP, the fifth actor.
          .filter(words -> words[8].equals("200") && !words[1].contains("export"))
          .map(words -> words[1])
          .distinct()
          .toList();
    }
  }

  private int weight(List<String> names) throws Exception {
    int sum = 0;
    for (String name : names) {
      sum += asset(name).body().length;
    }
    return sum;
  }

  private HttpResponse<byte[]> asset(String name) throws Exception {
    if (!assets.containsKey(name)) {
      assets.put(name, get(name));
    }
    return assets.get(name);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .header("Accept-Encoding", "gzip")
            .header("Cookie", "diction=" + session);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) throws IOException {
    boolean zipped = response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
    try (GZIPInputStream unzipped =
        zipped ? new GZIPInputStream(new ByteArrayInputStream(response.body())) : null) {
      byte[] bytes = unzipped == null ? response.body() : unzipped.readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String cacheControl(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Cache-Control").orElse("");
  }
}
