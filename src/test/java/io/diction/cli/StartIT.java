package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.DictionProcess;
import io.diction.testing.HttpBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartIT {
  @TempDir private Path folder;

  @Test
  void startsWithExampleDataKeepsSessionsAndRefusesASecondOnTheSameData() {
    HttpBrowser browser;
    String session;
    Path data = folder.resolve("data");
    try (DictionProcess server = DictionProcess.serve(data)) {
      browser = new HttpBrowser(server.port());
      assertThat(browser.signIn("user@lakeside.example", "diction-demo").statusCode())
          .isEqualTo(302);
      session = browser.cookie("diction").orElseThrow();

      assertRefused(
          DictionProcess.start(folder, "--server.port=0", "--diction.data=" + data),
          "another Diction is running on the data folder " + data);
      assertRefused(
          DictionProcess.start(folder, "migrate", "--diction.data=" + data),
          "another Diction is running on the data folder " + data);
      assertRefused(
          resetAccess(data, "admin@lakeside.example"),
          "another Diction is running on the data folder " + data);
    }
    try (DictionProcess nobody = resetAccess(data, "nobody@lakeside.example")) {
      assertThat(nobody.exitCode()).isEqualTo(1);
      assertThat(nobody.errors()).contains("Nobody with the address nobody@lakeside.example");
    }
    String link;
    try (DictionProcess reset = resetAccess(data, "Admin@lakeside.example")) {
      assertThat(reset.exitCode()).as(reset.errors()).isZero();
      assertThat(reset.output()).contains("are gone", "http://localhost:8080/welcome/");
      link = reset.output().lines().reduce((first, last) -> last).orElseThrow();
    }
    try (DictionProcess server = DictionProcess.serve(data)) {
      browser = new HttpBrowser(server.port());
      browser.setCookie("diction", session);
      assertThat(browser.get("/account").body()).contains("user@lakeside.example");
      assertThat(new HttpBrowser(server.port()).get(URI.create(link).getPath()).body())
          .contains("admin@lakeside.example");
      HttpBrowser sysop = new HttpBrowser(server.port());
      sysop.signIn("sysop@operations.example", "diction-demo");
      assertThat(sysop.get("/administration/audit").body()).contains("command line");
    }
  }

  @Test
  void migratesAndAsksForTheFirstUserWithoutExampleData() {
    Path data = folder.resolve("data");
    try (DictionProcess migrate =
        DictionProcess.start(folder, "migrate", "--diction.data=" + data)) {
      assertThat(migrate.exitCode()).isZero();
      assertThat(migrate.output()).contains("up to date");
    }
    try (DictionProcess server = DictionProcess.serve(data, "--spring.profiles.active=live")) {
      assertThat(server.output()).containsPattern("/set-up\\?token=[0-9a-f]{32}");
      assertThat(new HttpBrowser(server.port()).get("/sign-in").statusCode()).isEqualTo(302);
    }
  }

  @Test
  void startsAsProcfileSaysFromTheArchiveOfTheBuild() {
    Path data = folder.resolve("data");
    try (DictionProcess release =
        DictionProcess.ofProcfile(folder, "release", "--diction.data=" + data)) {
      assertThat(release.exitCode()).as(release.errors()).isZero();
    }
    try (DictionProcess web =
        DictionProcess.ofProcfile(folder, "web", "--server.port=0", "--diction.data=" + data)) {
      assertThat(new HttpBrowser(web.port()).get("/sign-in").statusCode()).isEqualTo(200);
      assertThat(web.maps()).as("class data sharing").contains("target/app/diction.jsa");
      assertThat(web.errors()).isEmpty();
    }
  }

  @Test
  void triesWhetherItWouldServe() {
    Path data = folder.resolve("data");
    try (DictionProcess attempt =
        DictionProcess.start(
            folder, "serve", "--try", "--server.port=0", "--diction.data=" + data)) {
      assertThat(attempt.exitCode()).isZero();
      assertThat(attempt.output()).contains("this would serve");
    }
  }

  @Test
  void saysThatThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertRefused(
          DictionProcess.start(
              folder,
              "--server.port=" + taken.getLocalPort(),
              "--diction.data=" + folder.resolve("data")),
          "port " + taken.getLocalPort() + " is in use");
    }
  }

  @Test
  void saysThatTheDataFolderCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused(
        DictionProcess.start(folder, "--diction.data=" + file),
        "the data folder " + file + " cannot be written");
  }

  @ParameterizedTest
  @CsvSource({
    "server.port, abc, a whole number",
    "spring.session.timeout, soon, a duration such as",
    "diction.jobs.here, perhaps, true or false"
  })
  void namesAWrongSetting(String setting, String value, String needed) {
    assertRefused(
        DictionProcess.start(
            folder, "--diction.data=" + folder.resolve("data"), "--" + setting + "=" + value),
        "the setting %s cannot be '%s': it must be %s".formatted(setting, value, needed));
  }

  @Test
  void saysThatTheDatabaseDoesNotAnswer() {
    assertRefused(
        DictionProcess.start(
            folder,
            "--diction.data=" + folder.resolve("data"),
            "--spring.profiles.active=postgres",
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/diction"),
        "the database does not let us in");
  }

  private DictionProcess resetAccess(Path data, String email) {
    return DictionProcess.start(folder, "reset-access", "--user", email, "--diction.data=" + data);
  }

  private static void assertRefused(DictionProcess process, String sentence) {
    assertThat(process.exitCode()).isEqualTo(1);
    assertThat(process.errors()).startsWith("diction: cannot start: " + sentence).hasLineCount(1);
    assertThat(process.output()).isEmpty();
  }
}
