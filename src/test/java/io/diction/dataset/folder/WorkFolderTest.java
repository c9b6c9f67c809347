package io.diction.dataset.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class WorkFolderTest {
  @TempDir private Path data;

  @Test
  void removesWhatAKilledProcessLeftAndNothingElse() throws IOException {
    WorkFolder running = folder();
    Path archive = Files.writeString(running.path().resolve("upload-1.zip"), "under way");
    Path killed = Files.createDirectories(data.resolve("work/killed/validation-1/unpacked"));
    Files.writeString(killed.resolve("0.wav"), "sound");
    Files.createFile(data.resolve("work/killed/lock"));
    Path former = old(Files.writeString(data.resolve("work/upload-1.zip"), "of a former release"));
    Path other = old(Files.writeString(data.resolve("work/other.txt"), "not of this kind"));

    WorkFolder next = folder();

    assertThat(killed).doesNotExist();
    assertThat(data.resolve("work/killed")).doesNotExist();
    assertThat(former).doesNotExist();
    assertThat(archive).as("of a process that runs").exists();
    assertThat(other).exists();
    assertThat(next.path()).isDirectoryNotContaining("glob:**/upload-1.zip");
  }

  @Test
  void tidiesUpWhileItRunsAndGoesWithItsProcess() throws IOException {
    WorkFolder running = folder();
    Path killed = Files.createDirectories(data.resolve("work/killed"));
    Files.createFile(killed.resolve("lock"));

    running.tidy();
    assertThat(killed).doesNotExist();
    assertThat(running.path()).exists();

    running.destroy();
    assertThat(data.resolve("work")).isEmptyDirectory();
  }

  private WorkFolder folder() {
    return new WorkFolder(new MockEnvironment().withProperty("diction.data", data.toString()));
  }

  private static Path old(Path path) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
  }
}
