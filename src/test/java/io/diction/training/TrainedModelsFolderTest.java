package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedModelsFolderTest {
  @TempDir private Path cache;

  @Test
  void takesWhatAnotherProcessUnpackedMeanwhile() throws IOException {
    Path model = Files.createDirectory(cache.resolve("model"));
    Files.writeString(model.resolve("manifest"), "ours");
    Path there = Files.createDirectory(cache.resolve("there"));
    Files.writeString(there.resolve("manifest"), "theirs");

    TrainedModels.moveUnlessThere(model, there);

    assertThat(there.resolve("manifest")).hasContent("theirs");
    TrainedModels.moveUnlessThere(model, cache.resolve("free"));
    assertThat(cache.resolve("free/manifest")).hasContent("ours");
    assertThatThrownBy(() -> TrainedModels.moveUnlessThere(model, cache.resolve("other")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
