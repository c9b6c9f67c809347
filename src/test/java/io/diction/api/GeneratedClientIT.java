package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.plan.Credits;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * What a generator makes of the API's description of itself is compiled and used, from a project to
 * its deletion, by a program that knows nothing else ({@code LifeCycle.java} beside the resources).
 */
@PortalTest
@TestPropertySource(properties = "diction.api.rate-limit=100000")
@Import({OrganizationFixtures.class, ApiFixtures.class})
class GeneratedClientIT {
  private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator.jar");

  /** Of the test's own libraries what the generated client needs beside those in the generator. */
  private static final List<String> LIBRARIES =
      List.of("httpclient5-", "httpcore5-", "jakarta.annotation-api-", "commons-codec-");

  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private Credits credits;
  @LocalServerPort private int port;
  @TempDir private Path folder;

  private Path generated() throws IOException, InterruptedException {
    Path document =
        Files.writeString(
            folder.resolve("openapi.json"),
            ApiClient.stranger(port).get("/openapi.json").expect(200).json().toString());
    Path client = folder.resolve("client");
    Path log = folder.resolve("generator.log");
    Process generator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                GENERATOR.toString(),
                "generate",
                "-i",
                document.toString(),
                "-g",
                "java",
                "--library",
                "apache-httpclient",
                "-o",
                client.toString(),
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                // Two shapes of the contract that the generator would give one name.
                "--model-name-mappings",
                "File=EntityFile",
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true,invokerPackage=client,apiPackage=client.api,"
                    + "modelPackage=client.model")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(generator.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(generator.exitValue()).as(() -> text(log)).isZero();
    assertThat(text(log)).doesNotContain("ERROR");
    return client.resolve("src/main/java");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      return problem.toString();
    }
  }

  private static List<Path> libraries() {
    List<Path> all = new ArrayList<>(List.of(GENERATOR.toAbsolutePath()));
    Stream.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")))
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .map(Path::of)
        .filter(jar -> LIBRARIES.stream().anyMatch(jar.getFileName().toString()::startsWith))
        .forEach(all::add);
    assertThat(all).hasSizeGreaterThanOrEqualTo(1 + LIBRARIES.size());
    return all;
  }

  private Path compiled(Path sources, List<Path> libraries) throws IOException {
    Path program = folder.resolve("LifeCycle.java");
    try (InputStream source =
        Objects.requireNonNull(GeneratedClientIT.class.getResourceAsStream("LifeCycle.java"))) {
      Files.copy(source, program);
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> words = new ArrayList<>(List.of("-nowarn", "-proc:none", "-encoding", "UTF-8"));
    words.addAll(List.of("-d", classes.toString(), "-cp"));
    words.add(String.join(File.pathSeparator, libraries.stream().map(Path::toString).toList()));
    words.add(program.toString());
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(words::add);
    }
    int exit =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new));
    assertThat(exit).as("compiles").isZero();
    return classes;
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leadsThroughAWholeLifeCycle() throws Exception {
    SignedIn admin = people.user(Role.ORGADMIN);
    OrganizationFixtures.grant(credits, admin.organization(), 10);
    List<Path> libraries = libraries();
    List<URL> path = new ArrayList<>(List.of(url(compiled(generated(), libraries))));
    libraries.forEach(library -> path.add(url(library)));
    Path audio = SpeechFixtures.wav(folder.resolve("call.wav"), "please open the north gate");
    Path archive = folder.resolve("calls.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("call.wav"));
      Files.copy(audio, zip);
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write("call.wav\tplease open the north gate\n".getBytes(StandardCharsets.UTF_8));
    }
    Path text =
        Files.writeString(
            folder.resolve("gates.txt"), "please open the north gate\nclose the south gate now\n");

    List<?> seen;
    // Apart from the portal's own libraries, as any other program is.
    try (URLClassLoader own =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      seen =
          (List<?>)
              own.loadClass("LifeCycle")
                  .getMethod(
                      "walk",
                      String.class,
                      String.class,
                      String.class,
                      Path.class,
                      Path.class,
                      Path.class)
                  .invoke(
                      null,
                      "http://localhost:" + port + Operation.BASE,
                      programs.key(admin, Role.ORGADMIN),
                      programs.key(Role.ORGADMIN),
                      archive,
                      text,
                      audio);
    }

    List<String> told = seen.stream().map(Object::toString).toList();
    assertThat(told)
        .contains("datasets 2", "model Succeeded", "manifest true", "evaluation Succeeded 5")
        .contains("copy Succeeded", "gone 404")
        .anyMatch(line -> line.startsWith("heard 200") && line.contains("gate"))
        .anyMatch(line -> line.startsWith("file Transcription 200") && line.contains("gate"));
  }
}
