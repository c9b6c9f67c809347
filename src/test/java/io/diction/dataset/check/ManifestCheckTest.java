package io.diction.dataset.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.finding.Finding;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.corpus.Changes;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.storage.Blob;
import io.diction.storage.StorageFull;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

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
          new ManifestCheck(new AudioCheck(decoder), CheckSettings.DEFAULT, CorpusLimits.LOCAL)
              .check(
                  zip,
                  "texts.zip",
                  Map.of(),
                  Changes.NONE,
                  Journal.NONE,
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

  @Test
  void takesAnArchiveOfManyFiles() throws IOException {
    Path zip = folder.resolve("many.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < 10_001; i++) {
        out.putNextEntry(new ZipEntry(i + ".txt"));
        out.write(("sentence " + i).getBytes(StandardCharsets.UTF_8));
      }
    }
    ArchiveSettings settings = new ArchiveSettings(10_001, DataSize.ofMegabytes(1), 200, 10);
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      Verdict verdict =
          new ManifestCheck(new AudioCheck(decoder), CheckSettings.DEFAULT, settings)
              .check(zip, "many.zip", ManifestCheckTest::keep, Progress.NONE);

      assertThat(verdict.files()).hasSize(10_001);
      assertThat(verdict.findings()).noneMatch(Finding::error);
    }
  }

  /** Twenty good recordings, and four that were made to do harm, each in its own way. */
  @Test
  void letsAPoisonedFileCostOnlyItself() throws IOException {
    Path zip = folder.resolve("calls.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < 20; i++) {
        out.putNextEntry(new ZipEntry("good-%02d.wav".formatted(i)));
        out.write(WavWriter.bytes(SpeechFixtures.tone(300 + 10 * i, 0.3, 1, 16_000)));
      }
      out.putNextEntry(new ZipEntry("crash.wav"));
      out.write(WavWriter.bytes(SpeechFixtures.tone(900, 0.3, 1, 16_000)));
      out.putNextEntry(new ZipEntry("bomb.wav"));
      for (int i = 0; i < 64; i++) {
        out.write(new byte[1 << 20]);
      }
      out.putNextEntry(new ZipEntry("cut.flac"));
      out.write(new byte[] {'f', 'L', 'a', 'C', 0, 0, 0, 34, 1, 2, 3});
    }
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    try (RandomAccessFile zeros =
        new RandomAccessFile(unpacked.resolve("zeros.wav").toFile(), "rw")) {
      zeros.setLength(4L << 30);
    }
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      ManifestCheck check =
          new ManifestCheck(new AudioCheck(decoder), CheckSettings.DEFAULT, CorpusLimits.LOCAL);
      Verdict verdict =
          check.check(
              zip,
              "calls.zip",
              Map.of(),
              Changes.NONE,
              Journal.NONE,
              folder.resolve("work"),
              ManifestCheckTest::keep,
              Progress.NONE);
      Verdict sparse = check.check(unpacked, "", ManifestCheckTest::keep, Progress.NONE);

      assertThat(verdict.files())
          .extracting(StoredFile::name)
          .hasSize(20)
          .allMatch(name -> name.startsWith("good-"));
      assertThat(verdict.findings())
          .filteredOn(Finding::error)
          .extracting(finding -> finding.rule() + " " + finding.file())
          .containsExactlyInAnyOrder(
              "file_failed crash.wav", "audio_unreadable cut.flac", "compressed_too_far calls.zip");
      assertThat(verdict.findings())
          .filteredOn(finding -> finding.rule().equals("compressed_too_far"))
          .allSatisfy(finding -> assertThat(finding.arguments()).contains("bomb.wav"));
      assertThat(sparse.findings())
          .filteredOn(Finding::error)
          .extracting(Finding::file)
          .contains("zeros.wav");
    }
  }

  private static Blob keep(String name, Path file) throws IOException {
    if (name.endsWith("defect.txt")) {
      throw new IllegalStateException("a defect");
    }
    if (name.equals("crash.wav")) {
      throw new StackOverflowError("a defect that ends threads");
    }
    if (name.endsWith("full.txt")) {
      throw new StorageFull("no room");
    }
    return new Blob("0".repeat(64), Files.size(file));
  }
}
