package io.diction.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An upload by a form without scripts, through the real server, in bounded memory. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class LargeUploadTest {
  private static final int BLOCK = 1 << 20;
  private static final String HEAD =
      "--b\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n\r\n--b\r\nContent-Disposition:"
          + " form-data; name=\"files\"; filename=\"large.txt\"\r\n\r\n";
  private static final String END = "\r\n--b--\r\n";

  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private HttpBrowser browser;
  private String page;

  @BeforeEach
  void signIn() {
    user = organizations.user(Role.USER);
    CustomModelId model = models.model(user, "Large");
    page = "/custom-models/" + model + "/datasets";
    browser = new HttpBrowser(port);
    jdbc.sql("delete from sign_in_attempt").update();
    browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }

  @Test
  void streamsAnUploadToStorage() throws IOException {
    upload(200);
  }

  @Test
  @Tag("soak")
  void streamsTenGigabytesToStorage() throws IOException {
    upload(10 * 1024);
  }

  @Test
  @Tag("soak")
  void refusesAByteMoreThanTenGigabytes() throws IOException {
    HttpURLConnection connection = send(10 * 1024, "x");

    assertThat(connection.getResponseCode()).isEqualTo(303);
    assertThat(sizes()).isEmpty();
  }

  private void upload(int megabytes) throws IOException {
    long before = allocated();
    long tempBefore = bytesOfContainer();

    HttpURLConnection connection = send(megabytes, "");

    assertThat(connection.getResponseCode()).isEqualTo(303);
    assertThat(sizes()).isEqualTo(Long.toString((long) megabytes * BLOCK));
    long size = (long) megabytes * BLOCK;
    assertThat(allocated() - before).as("memory").isLessThan(size / 2);
    assertThat(bytesOfContainer() - tempBefore).as("temporary files").isLessThan(size / 2);
  }

  private HttpURLConnection send(int megabytes, String more) throws IOException {
    String action =
        Jsoup.parse(browser.get(page + "/new").body()).select("#new-dataset-form").attr("action");
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://localhost:" + port + action).toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setDoOutput(true);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=b");
    connection.setRequestProperty(
        "Cookie",
        Stream.of("diction", "diction-csrf")
            .flatMap(name -> browser.cookie(name).map(value -> name + "=" + value).stream())
            .reduce((a, b) -> a + "; " + b)
            .orElseThrow());
    connection.setFixedLengthStreamingMode(
        (long) HEAD.length() + (long) megabytes * BLOCK + more.length() + END.length());
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'a');
    try (OutputStream out = connection.getOutputStream()) {
      out.write(HEAD.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < megabytes; i++) {
        out.write(block);
      }
      out.write(more.getBytes(StandardCharsets.UTF_8));
      out.write(END.getBytes(StandardCharsets.UTF_8));
    }
    return connection;
  }

  private String sizes() {
    return String.join(
        " ",
        jdbc.sql("select size_bytes from dataset where organization_id = :organization")
            .param("organization", user.organization().value())
            .query(String.class)
            .list());
  }

  /** By the client's thread and those that answer requests: other parts work at the same time. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(thread -> thread.getThreadId() == self || answers(thread.getThreadName()))
        .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getThreadId()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static boolean answers(String thread) {
    return thread.startsWith("http-nio") && thread.contains("-exec-");
  }

  /** What the container has in its own folders for temporary files. */
  private static long bytesOfContainer() throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "tomcat*")) {
      for (Path folder : folders) {
        try (Stream<Path> files = Files.walk(folder)) {
          bytes += files.filter(Files::isRegularFile).mapToLong(LargeUploadTest::size).sum();
        }
      }
    }
    return bytes;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
