package io.diction.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.Changes;
import io.diction.storage.Blob;
import io.diction.storage.StorageFull;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCheckTest {
  @TempDir private Path folder;

  @Test
  void refusesTheFileThatBreaksDownAndTakesTheOthers() throws IOException {
    Path zip = folder.resolve("texts.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("defect.txt", "full.txt", "good.txt")) {
        out.putNextEntry(new ZipEntry("day 1/" + name));
        out.write("good morning\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    Path work = folder.resolve("work");
    Verdict verdict;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      verdict =
          new ManifestCheck(new AudioCheck(decoder))
              .check(
                  zip,
                  "texts.zip",
                  Map.of(),
                  Changes.NONE,
                  Map.of(),
                  work,
                  ManifestCheckTest::keep,
                  Progress.NONE);
    }

    assertThat(verdict.usable()).isTrue();
    assertThat(verdict.files()).extracting(StoredFile::name).containsExactly("day 1/good.txt");
    assertThat(verdict.findings())
        .filteredOn(Finding::error)
        .extracting(finding -> finding.rule() + " " + finding.file())
        .containsExactly("file_failed day 1/defect.txt", "storage_full day 1/full.txt");
    assertThat(work).doesNotExist();
  }

  private static Blob keep(String name, Path file) throws IOException {
    if (name.endsWith("defect.txt")) {
      throw new IllegalStateException("a defect");
    }
    if (name.endsWith("full.txt")) {
      throw new StorageFull("no room");
    }
    return new Blob("0".repeat(64), Files.size(file));
  }
}
