package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InstallCliCommandTest {
  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  /** A jar that says its arguments, of a class of the tests. */
  private Path jar(String name) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
    Path jar = folder.resolve(name);
    String path = Echo.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new ZipEntry(path));
      out.write(Echo.class.getResourceAsStream("/" + path).readAllBytes());
    }
    return jar;
  }

  /** Says its arguments. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] arguments) {
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      out.print(List.of(arguments));
    }
  }

  private int install(Path jar, String system, Map<String, String> environment, String... words) {
    Properties properties = new Properties();
    properties.setProperty("java.class.path", jar.toString());
    properties.setProperty("java.home", System.getProperty("java.home"));
    properties.setProperty("user.home", folder.resolve("home").toString());
    properties.setProperty("os.name", system);
    return new CommandLine(new InstallCliCommand(properties, environment))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void writesAScriptThatStartsTheJarWithAllItIsGiven() throws Exception {
    Path bin = folder.resolve("my 'own' bin");
    Path jar = jar("the 'jar' $HOME.jar");

    assertThat(install(jar, "Linux", Map.of("PATH", "/bin:" + bin), "--dir", "" + bin)).isZero();

    assertThat(err.toString()).contains(bin.resolve("diction").toString(), "is on the PATH");
    Process process =
        new ProcessBuilder(bin.resolve("diction").toString(), "a b", "$HOME", "'", "*").start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("[a b, $HOME, ', *]");
  }

  @Test
  void goesToTheUsualFolderAndSaysThatItIsNotOnThePath() throws IOException {
    assertThat(install(jar("one.jar"), "Linux", Map.of("PATH", "/bin"))).isZero();

    assertThat(folder.resolve("home/.local/bin/diction")).isExecutable();
    assertThat(err.toString()).contains("is not on the PATH");
  }

  @Test
  void replacesItsOwnScriptAndNoOther() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    assertThat(install(jar("one.jar"), "Linux", Map.of(), "--dir", "" + bin)).isZero();
    assertThat(install(jar("two.jar"), "Linux", Map.of(), "--dir", "" + bin)).isZero();
    assertThat(bin.resolve("diction")).content().contains("two.jar").doesNotContain("one.jar");

    Files.writeString(bin.resolve("diction"), "mine");
    assertThat(install(jar("two.jar"), "Linux", Map.of(), "--dir", "" + bin)).isEqualTo(1);
    assertThat(bin.resolve("diction")).content().isEqualTo("mine");
  }

  @Test
  void writesABatchFileForWindows() throws IOException {
    Map<String, String> environment = Map.of("LOCALAPPDATA", folder.resolve("local").toString());

    assertThat(install(jar("100%.jar"), "Windows 11", environment)).isZero();

    assertThat(folder.resolve("local/diction/diction.cmd"))
        .content()
        .startsWith("@echo off\r\n")
        .contains("100%%.jar\" %*\r\n");
  }

  @Test
  void wantsToBeCalledOfTheJar() {
    assertThat(install(folder.resolve("classes"), "Linux", Map.of())).isEqualTo(1);
    assertThat(err.toString()).contains("java -jar diction.jar install-cli");
  }

  /** What the whole command line says. */
  private static String said(String... words) {
    PrintStream before = System.out;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(words)).isZero();
    } finally {
      System.setOut(before);
    }
    return told.toString(StandardCharsets.UTF_8);
  }

  @Test
  void helpLeadsToEachCommand() {
    assertThat(said("help")).contains("csr", "transcribe", "install-cli");
    assertThat(said("help", "csr", "model")).contains("diction csr model", "create", "download");
    assertThat(said("help", "csr", "model", "create")).contains("--base", "--datasets");
    assertThat(Main.run("help", "csr", "modle")).isEqualTo(2);
  }

  @Test
  void completionIsAScriptThatShellsUnderstand() throws Exception {
    Path script = folder.resolve("completion");
    Files.writeString(script, said("generate-completion"));

    Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();
    assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
    assertThat(script).content().contains("--display-rules", "diction_csr_model_create");
  }
}
