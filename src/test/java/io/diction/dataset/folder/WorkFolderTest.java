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
    Path work = Files.createDirectories(data.resolve("work"));
    Path archive = old(Files.writeString(work.resolve("upload-1.zip"), "half"));
    Path unpacked = Files.createDirectories(work.resolve("validation-1").resolve("unpacked"));
    Files.writeString(unpacked.resolve("0.wav"), "sound");
    old(work.resolve("validation-1"));
    Path other = old(Files.writeString(work.resolve("other.txt"), "not of this kind"));
    Path now = Files.writeString(work.resolve("upload-2.zip"), "under way");

    Path path =
        new WorkFolder(new MockEnvironment().withProperty("diction.data", data.toString())).path();

    assertThat(path).isEqualTo(work);
    assertThat(archive).doesNotExist();
    assertThat(work.resolve("validation-1")).doesNotExist();
    assertThat(other).exists();
    assertThat(now).exists();
  }

  private static Path old(Path path) throws IOException {
    return Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
  }
}
