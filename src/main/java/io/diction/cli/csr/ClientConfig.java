package io.diction.cli.csr;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What a person has set once: key and host (and a region, for scripts that set one), in a file that
 * others cannot read. The environment ({@code DICTION_KEY}, {@code DICTION_HOST}) comes before it.
 */
final class ClientConfig {
  static final String KEY = "key";
  static final String HOST = "host";
  static final String REGION = "region";
  private static final String USUAL_HOST = "http://localhost:8080";

  private final Path file;
  private final Map<String, String> environment;

  ClientConfig(Path file, Map<String, String> environment) {
    this.file = file;
    this.environment = Map.copyOf(environment);
  }

  static ClientConfig ofUser() {
    Map<String, String> environment = System.getenv();
    String folder = environment.get("XDG_CONFIG_HOME");
    Path home =
        folder == null || folder.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".config")
            : Path.of(folder);
    return new ClientConfig(home.resolve("diction").resolve("client.properties"), environment);
  }

  Path file() {
    return file;
  }

  Optional<String> find(String name) throws IOException {
    String said = environment.get("DICTION_" + name.toUpperCase(Locale.ROOT));
    if (said != null && !said.isBlank()) {
      return Optional.of(said.strip());
    }
    return Optional.ofNullable(read().getProperty(name));
  }

  /** Scheme, host and port, without a slash at the end. */
  String host() throws IOException {
    return find(HOST).orElse(USUAL_HOST).replaceFirst("/+$", "");
  }

  void set(String name, String value) throws IOException {
    Properties all = read();
    all.setProperty(name, value.strip());
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (posix) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    }
    try (OutputStream bytes = Files.newOutputStream(file)) {
      all.store(bytes, null);
    }
  }

  private Properties read() throws IOException {
    Properties all = new Properties();
    if (Files.exists(file)) {
      try (InputStream bytes = Files.newInputStream(file)) {
        all.load(bytes);
      }
    }
    return all;
  }
}
