package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelArchiveTest {
  @TempDir private Path temporary;

  private Path model() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("model/parts"));
    Files.writeString(folder.resolve("domain.lm"), "n-grams");
    Files.writeString(temporary.resolve("model/manifest.json"), "{}");
    return temporary.resolve("model");
  }

  @Test
  void hasTheSameBytesForTheSameFiles() throws IOException {
    Path folder = model();
    ModelArchive.pack(folder, temporary.resolve("a.zip"));
    Files.setLastModifiedTime(folder.resolve("manifest.json"), FileTime.fromMillis(0));
    ModelArchive.pack(folder, temporary.resolve("b.zip"));

    assertThat(temporary.resolve("a.zip")).hasSameBinaryContentAs(temporary.resolve("b.zip"));
  }

  @Test
  void unpacksWhatWasPacked() throws IOException {
    ModelArchive.pack(model(), temporary.resolve("a.zip"));
    Path copy = temporary.resolve("copy");
    ModelArchive.unpack(temporary.resolve("a.zip"), copy);

    assertThat(copy.resolve("parts/domain.lm")).hasContent("n-grams");
    assertThat(copy.resolve("manifest.json")).hasContent("{}");
  }

  @Test
  void refusesNamesThatLeadOut() throws IOException {
    Path archive = temporary.resolve("outside.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("../outside.txt"));
      zip.write(1);
    }

    assertThatThrownBy(() -> ModelArchive.unpack(archive, temporary.resolve("copy")))
        .isInstanceOf(FormatException.class);
    assertThat(temporary.resolve("outside.txt")).doesNotExist();
  }
}
