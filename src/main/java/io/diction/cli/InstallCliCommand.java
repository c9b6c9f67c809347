package io.diction.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a script {@code diction} that starts this jar with the Java that runs it now. */
@Command(
    name = "install-cli",
    description = "Writes a command diction that starts this jar, for shells.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class InstallCliCommand implements Callable<Integer> {
  /** By which a script of an earlier call is known. */
  private static final String MARK = "Written by install-cli of Diction";

  private final Properties system;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where to (default: ~/.local/bin, on Windows %%LOCALAPPDATA%%\\diction).")
  private @Nullable Path folder;

  InstallCliCommand() {
    this(System.getProperties(), System.getenv());
  }

  InstallCliCommand(Properties system, Map<String, String> environment) {
    this.system = system;
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Path jar = Path.of(system.getProperty("java.class.path", "")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(jar) || !jar.toString().endsWith(".jar")) {
      err.println("Call it of the jar: java -jar diction.jar install-cli");
      return 1;
    }
    boolean windows = system.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("win");
    Path into = (folder == null ? usual(windows) : folder).toAbsolutePath().normalize();
    Path script = into.resolve(windows ? "diction.cmd" : "diction");
    if (Files.exists(script)
        && !(Files.isRegularFile(script)
            && new String(Files.readAllBytes(script), StandardCharsets.ISO_8859_1)
                .contains(MARK))) {
      err.println(script + " is there and not written by this command: left as it is.");
      return 1;
    }
    Files.createDirectories(into);
    write(script, windows ? batch(jar) : shell(jar), windows);
    err.println("Wrote " + script + ", which starts " + jar);
    err.println(
        isOnPath(into)
            ? into + " is on the PATH: diction --help"
            : into + " is not on the PATH: add it, or call " + script);
    return 0;
  }

  private Path usual(boolean windows) {
    String local = environment.get("LOCALAPPDATA");
    return windows && local != null
        ? Path.of(local, "diction")
        : Path.of(system.getProperty("user.home"), ".local", "bin");
  }

  private String java() {
    return Path.of(system.getProperty("java.home"), "bin", "java").toString();
  }

  /** Its Java may be gone after an update: then the one of the PATH. */
  private String shell(Path jar) {
    return """
        #!/bin/sh
        # %s
        java=%s
        [ -x "$java" ] || java=java
        exec "$java" -jar %s "$@"
        """
        .formatted(MARK, quoted(java()), quoted(jar.toString()));
  }

  /** For a shell, whatever is in it. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private String batch(Path jar) {
    return """
        @echo off
        rem %s
        set "DICTION_JAVA=%s.exe"
        if not exist "%%DICTION_JAVA%%" set "DICTION_JAVA=java"
        "%%DICTION_JAVA%%" -jar "%s" %%*
        """
        .formatted(MARK, java().replace("%", "%%"), jar.toString().replace("%", "%%"))
        .replace("\n", "\r\n");
  }

  private static void write(Path script, String text, boolean windows) throws IOException {
    Files.writeString(script, text);
    if (!windows && script.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private boolean isOnPath(Path into) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(entry -> isSame(entry, into));
  }

  private static boolean isSame(String entry, Path folder) {
    try {
      return !entry.isBlank() && Path.of(entry).toAbsolutePath().normalize().equals(folder);
    } catch (InvalidPathException notAFolder) {
      return false;
    }
  }
}
