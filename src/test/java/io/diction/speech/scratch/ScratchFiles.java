package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.fuzz.FuzzFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** The files that a training from scratch writes and reads. */
public final class ScratchFiles {
  private ScratchFiles() {}

  public static List<FuzzFile> all(Path folder) throws IOException {
    Path paths = folder.resolve("segmentations.bin");
    Random random = new Random(1);
    Segmentation.write(
        new Segmentation[] {
          SyntheticPhones.path(random, 0, 1, 2, 0), null, SyntheticPhones.path(random, 0, 3)
        },
        paths);
    Path spool = Files.createDirectories(folder.resolve("spool"));
    try (FeatureSpool.Writer out = new FeatureSpool.Writer(spool, 2)) {
      out.add("a", new float[] {1, 2, 3, 4}, 2);
      out.add("b", new float[] {5, 6}, 1);
    }
    Path index = spool.resolve("features.index");
    return List.of(
        new FuzzFile("segmentations.bin", Files.readAllBytes(paths), ScratchFiles::segmentations),
        new FuzzFile("features.index", Files.readAllBytes(index), file -> spool(file, index)));
  }

  private static void segmentations(Path file) throws IOException {
    for (Segmentation each : Segmentation.read(file)) {
      for (int place = 0; each != null && place < each.size(); place++) {
        assertThat(each.position(place)).isNotNull();
        assertThat(each.length(place)).isPositive();
      }
    }
  }

  private static void spool(Path damaged, Path index) throws IOException {
    Files.write(index, Files.readAllBytes(damaged));
    try (FeatureSpool spool = FeatureSpool.open(index.getParent())) {
      FeatureSpool.Reader reader = spool.new Reader();
      for (int i = 0; i < spool.utterances(); i++) {
        assertThat(reader.read(i)).isNotEmpty();
      }
    }
  }
}
