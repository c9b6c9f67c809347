package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.training.run.WorkingFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingFolderTest {
  @TempDir private Path temporary;
  private Path root;
  private WorkingFolder folder;

  @BeforeEach
  void fill() throws IOException {
    root = temporary.resolve("run");
    Files.createDirectories(root.resolve("validate"));
    Files.writeString(root.resolve("validate/given.json"), "{}");
    folder = new WorkingFolder(root);
  }

  @Test
  void removesWhatCameAfterAState() throws IOException {
    String state = folder.state();
    Files.writeString(root.resolve("half.part"), "hal");

    assertThat(folder.restore(state)).isTrue();
    assertThat(root.resolve("half.part")).doesNotExist();
    assertThat(folder.state()).isEqualTo(state);
  }

  @Test
  void startsEmptyWhenAFileWasChanged() throws IOException {
    String state = folder.state();
    Files.writeString(root.resolve("validate/given.json"), "[]");

    assertThat(folder.restore(state)).isFalse();
    assertThat(folder.state()).isEmpty();
  }

  @Test
  void startsEmptyWhenAFileIsGone() throws IOException {
    String state = folder.state();
    folder.remove();

    assertThat(folder.restore(state)).isFalse();
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void comesIntoBeingForTheFirstStage() throws IOException {
    folder.remove();

    assertThat(folder.restore("")).isTrue();
    assertThat(root).isEmptyDirectory();
  }
}
