package io.diction.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreTest {
  private static final OrganizationId ONE = new OrganizationId(new UUID(1, 1));
  private static final String HELLO_SHA256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir private Path data;

  @Test
  void spreadsFilesOverFolders() throws IOException {
    try (FileBlobStore store = new FileBlobStore(data)) {
      keep(store);

      assertThat(store.file(ONE, HELLO_SHA256))
          .isEqualTo(data.resolve("blobs/" + ONE + "/2c/f2/" + HELLO_SHA256))
          .hasContent("hello");
    }
  }

  @Test
  void givesAFileThatItAdoptsASecondName() throws IOException {
    Path file = Files.writeString(data.resolve("whole.part"), "hello");
    try (FileBlobStore store = new FileBlobStore(data)) {
      assertThat(store.link(ONE, HELLO_SHA256, file)).isTrue();
      assertThat(Files.isSameFile(store.file(ONE, HELLO_SHA256), file)).isTrue();
      assertThat(store.link(ONE, HELLO_SHA256, file)).as("again").isTrue();
    }
  }

  @Test
  void removesWhatAFormerProcessLeftHalfWrittenAndNothingElse() throws IOException {
    Path left = Files.createDirectories(data.resolve("blobs/incoming/former")).resolve("a.part");
    Files.writeString(left, "half");
    Files.createFile(left.resolveSibling("lock"));
    try (FileBlobStore store = new FileBlobStore(data);
        BlobStore.Upload running = store.begin();
        FileBlobStore next = new FileBlobStore(data)) {
      running.stream().write("hello".getBytes(StandardCharsets.UTF_8));
      assertThat(left).doesNotExist();
      assertThat(next.freeBytes()).isPositive();
      running.keep(ONE, HELLO_SHA256);
      assertThat(store.file(ONE, HELLO_SHA256)).hasContent("hello");
    }
    assertThat(data.resolve("blobs/incoming")).isEmptyDirectory();
  }

  private static void keep(FileBlobStore store) throws IOException {
    try (BlobStore.Upload upload = store.begin()) {
      upload.stream().write("hello".getBytes(StandardCharsets.UTF_8));
      upload.keep(ONE, HELLO_SHA256);
    }
  }
}
