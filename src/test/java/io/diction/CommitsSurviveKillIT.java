package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 keeps what it has acknowledged when the process is killed in the middle of writing. */
class CommitsSurviveKillIT {
  @TempDir private Path data;

  @Test
  void everyAcknowledgedRowIsFoundAfterFiveKills() throws Exception {
    killAndCount(5);
  }

  @Test
  @Tag("soak")
  void everyAcknowledgedRowIsFoundAfterThirtyKills() throws Exception {
    killAndCount(30);
  }

  private void killAndCount(int kills) throws Exception {
    try (Connection connection = Commits.connect(data.toString());
        Statement statement = connection.createStatement()) {
      statement.execute("create table acknowledged (number int primary key)");
    }
    Set<Integer> acknowledged = new TreeSet<>();
    Random random = new Random(1);
    for (int kill = 0; kill < kills; kill++) {
      writeAndKill(kill * 1_000_000, 100 + random.nextInt(200), acknowledged);
      assertThat(found()).containsAll(acknowledged);
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(100 * kills);
  }

  private void writeAndKill(int from, int rows, Set<Integer> acknowledged) throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Commits.class.getName(),
                data.toString(),
                String.valueOf(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader reader = writer.inputReader()) {
      for (int row = 0; row < rows; row++) {
        acknowledged.add(Integer.valueOf(reader.readLine()));
      }
      writer.destroyForcibly();
      // What it managed to say before it died counts too.
      drain(reader, acknowledged);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static void drain(BufferedReader reader, Set<Integer> acknowledged) {
    try {
      String whole = reader.readLine();
      while (whole != null && !whole.isEmpty()) {
        String next = reader.readLine();
        if (next != null) {
          acknowledged.add(Integer.valueOf(whole));
        }
        whole = next;
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("closed");
    }
  }

  private Set<Integer> found() throws SQLException {
    Set<Integer> numbers = new TreeSet<>();
    try (Connection connection = Commits.connect(data.toString());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select number from acknowledged")) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }
}
