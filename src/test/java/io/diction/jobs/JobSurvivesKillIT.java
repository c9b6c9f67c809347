package io.diction.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A process is killed with SIGKILL in the middle of a job; the next one ends the same job. */
class JobSurvivesKillIT {
  private static final int NEVER = -1;

  @TempDir private Path data;

  @Test
  void goesOnWhereItWasAfterThreeKills() throws Exception {
    killAndFinish(List.of(2, 3, 8));
  }

  @Test
  @Tag("soak")
  void goesOnWhereItWasAfterAKillInEveryStep() throws Exception {
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < SteppedJob.STEPS; step++) {
      steps.add(step);
    }
    killAndFinish(steps);
  }

  private void killAndFinish(List<Integer> killedIn) throws Exception {
    Set<String> jobs = new HashSet<>();
    for (int step : killedIn) {
      Process process = start(step);
      try (BufferedReader reader = process.inputReader()) {
        String line = reader.readLine();
        while (line != null && !line.startsWith("step " + step + " ")) {
          line = reader.readLine();
        }
        assertThat(line).as(Files.readString(data.resolve("errors.log"))).isNotNull();
        jobs.add(line.split(" ")[3]);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }

    Process last = start(NEVER);
    List<String> said;
    try (BufferedReader reader = last.inputReader()) {
      said = reader.lines().toList();
    } finally {
      last.destroyForcibly().waitFor();
    }

    assertThat(said).contains("ended SUCCEEDED");
    assertThat(jobs).as("the same job all the time").hasSize(1);
    assertThat(SteppedJob.doneBy(data, 0)).isEqualTo("attempt " + (killedIn.get(0) == 0 ? 2 : 1));
    int attempts = killedIn.size() + 1;
    assertThat(SteppedJob.doneBy(data, SteppedJob.STEPS - 1)).isEqualTo("attempt " + attempts);
    assertStored();
  }

  private void assertStored() {
    JdbcConnectionPool database = SteppedJob.database(data);
    try {
      JobRows rows = new JobRows(JdbcClient.create(database));
      Job job = rows.latest(SteppedJob.ORGANIZATION, "stepped", SteppedJob.SUBJECT).orElseThrow();
      assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
      assertThat(job.fraction()).isEqualTo(1);
    } finally {
      database.dispose();
    }
  }

  private Process start(int killedIn) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            SteppedJob.class.getName(),
            data.toString(),
            Integer.toString(killedIn))
        .redirectError(data.resolve("errors.log").toFile())
        .start();
  }
}
