package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PackTrainCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();

  private int train(String... options) throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("words.txt"), "een twee drie\n");
    String[] arguments = new String[options.length + 5];
    String[] given = {"train", "--data", data.toString(), "--output", out().toString()};
    System.arraycopy(given, 0, arguments, 0, given.length);
    System.arraycopy(options, 0, arguments, given.length, options.length);
    CommandLine line = new CommandLine(new PackCommand());
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private Path out() {
    return folder.resolve("dutch");
  }

  @Test
  void saysHowMuchIsNeededWhenThereIsNothing() throws IOException {
    assertThat(train("--locale", "nl-NL")).isEqualTo(1);
    assertThat(err.toString()).contains("at least 5 minutes");
    assertThat(out()).doesNotExist();
  }

  @Test
  void saysWhichFileIsMissing() throws IOException {
    assertThat(train("--locale", "nl-NL", "--dictionary", "none.dict")).isEqualTo(1);
    assertThat(err.toString()).contains("none.dict: no such file");
  }

  @Test
  void refusesWhatCannotBeMeant() throws IOException {
    assertThat(train("--locale", "nl-NL", "--name", "No Name")).isEqualTo(2);
    assertThat(err.toString()).contains("\"No Name\"");
    assertThat(train("--locale", "nl-NL", "--gaussians", "3")).isEqualTo(2);
    assertThat(train("--locale", "nl-NL", "--date", "yesterday")).isEqualTo(2);
    assertThat(train("--locale", "12")).isEqualTo(2);
    assertThat(train()).as("no locale").isEqualTo(2);
  }

  @Test
  void writesOverNothingButAPack() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("diary.txt"), "dear diary");
    assertThat(train("--locale", "nl-NL")).isEqualTo(2);
    assertThat(out().resolve("diary.txt")).exists();
  }
}
