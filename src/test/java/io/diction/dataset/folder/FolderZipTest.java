package io.diction.dataset.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.storage.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderZipTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:30:04Z");
  private static final long FOUR_GIGABYTES = 1L << 32;

  @TempDir private Path folder;

  @Test
  void holdsEveryFileAsItWas() throws Exception {
    Map<String, byte[]> files = files();

    byte[] bytes = zip(files).open().readAllBytes();

    assertThat(zip(files).length()).isEqualTo(bytes.length);
    Map<String, byte[]> read = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        read.put(entry.getName(), zip.readAllBytes());
      }
    }
    assertThat(read.keySet()).containsExactlyElementsOf(files.keySet());
    files.forEach((name, content) -> assertThat(read.get(name)).as(name).isEqualTo(content));
  }

  @Test
  void isTheSameFromEveryByteOn() throws Exception {
    Map<String, byte[]> files = files();
    byte[] bytes = zip(files).open().readAllBytes();

    for (int from = 0; from <= bytes.length; from++) {
      try (InputStream part = zip(files).open()) {
        assertThat(part.skip(from)).isEqualTo(from);
        assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
      }
    }
    assertThat(zip(files).open().skip(Long.MAX_VALUE)).isEqualTo(bytes.length);
  }

  @Test
  void opensNothingThatIsSkipped() throws Exception {
    List<String> opened = new ArrayList<>();
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.txt", "first".getBytes(StandardCharsets.UTF_8));
    files.put("b.txt", "second".getBytes(StandardCharsets.UTF_8));
    FolderZip zip =
        new FolderZip(
            parts(files),
            AT,
            part -> {
              opened.add(part.path());
              return new ByteArrayInputStream(files.get(part.path()));
            });
    InputStream bytes = zip.open();

    assertThat(bytes.skip(30 + 5 + 5 + 30 + 5)).isEqualTo(75);
    assertThat(bytes.readNBytes(6)).asString().isEqualTo("second");

    assertThat(opened).containsExactly("b.txt");
  }

  @Test
  void saysWhenAFileIsShorterThanItWas() {
    Part part = new Part("a.txt", new Blob("0".repeat(64), 6));
    FolderZip zip =
        new FolderZip(List.of(part), AT, one -> new ByteArrayInputStream(new byte[] {1, 2}));

    assertThatThrownBy(() -> zip.open().readAllBytes()).isInstanceOf(IOException.class);
  }

  @Test
  void holdsMoreFilesThanTheOldFormat() throws Exception {
    List<Part> parts =
        IntStream.range(0, 70_000)
            .mapToObj(i -> new Part("clips/" + i + ".txt", new Blob("0".repeat(64), 1)))
            .toList();
    FolderZip zip =
        new FolderZip(parts, AT, part -> new ByteArrayInputStream(new byte[] {(byte) 'x'}));
    Path file = folder.resolve("many.zip");
    try (InputStream bytes = zip.open()) {
      Files.copy(bytes, file);
    }

    assertThat(Files.size(file)).isEqualTo(zip.length());
    try (ZipFile read = new ZipFile(file.toFile())) {
      assertThat(read.size()).isEqualTo(70_000);
      assertThat(content(read, "clips/69999.txt")).isEqualTo("x");
    }
  }

  /** The file of four gigabytes is a hole on the disk. */
  @Test
  void holdsLargerFilesThanTheOldFormat() throws Exception {
    List<Part> parts =
        List.of(
            new Part("small.txt", new Blob("0".repeat(64), 5)),
            new Part("large.wav", new Blob("1".repeat(64), FOUR_GIGABYTES)),
            new Part("behind.txt", new Blob("2".repeat(64), 6)));
    FolderZip zip =
        new FolderZip(
            parts,
            AT,
            part ->
                switch (part.path()) {
                  case "small.txt" ->
                      new ByteArrayInputStream("small".getBytes(StandardCharsets.UTF_8));
                  case "large.wav" -> new Zeros(FOUR_GIGABYTES);
                  default -> new ByteArrayInputStream("behind".getBytes(StandardCharsets.UTF_8));
                });
    Path file = folder.resolve("large.zip");
    int head = 200;
    long tail = FOUR_GIGABYTES;
    try (SeekableByteChannel to =
            Files.newByteChannel(
                file,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE);
        InputStream first = zip.open();
        InputStream last = zip.open()) {
      to.write(ByteBuffer.wrap(first.readNBytes(head)));
      assertThat(last.skip(tail)).isEqualTo(tail);
      to.position(tail);
      last.transferTo(Channels.newOutputStream(to));
    }

    assertThat(Files.size(file)).isEqualTo(zip.length());
    try (ZipFile read = new ZipFile(file.toFile())) {
      assertThat(content(read, "small.txt")).isEqualTo("small");
      assertThat(content(read, "behind.txt")).isEqualTo("behind");
      ZipEntry large = read.getEntry("large.wav");
      assertThat(large.getSize()).isEqualTo(FOUR_GIGABYTES);
      assertThat(large.getCrc()).isEqualTo(0xD202EF8DL);
    }
  }

  private static String content(ZipFile zip, String name) throws IOException {
    try (InputStream bytes = zip.getInputStream(zip.getEntry(name))) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, byte[]> files() {
    byte[] noise = new byte[300];
    new Random(7).nextBytes(noise);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("a.wav", noise);
    files.put("empty.txt", new byte[0]);
    files.put("innen/ü.txt", "grüß Gott\n".getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static FolderZip zip(Map<String, byte[]> files) {
    return new FolderZip(
        parts(files), AT, part -> new ByteArrayInputStream(files.get(part.path())));
  }

  private static List<Part> parts(Map<String, byte[]> files) {
    return files.entrySet().stream()
        .map(file -> new Part(file.getKey(), new Blob("0".repeat(64), file.getValue().length)))
        .toList();
  }

  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] to, int from, int most) {
      int count = (int) Math.min(most, left);
      Arrays.fill(to, from, from + count, (byte) 0);
      left -= count;
      return count == 0 && most > 0 ? -1 : count;
    }

    @Override
    public long skip(long bytes) {
      long skipped = Math.min(bytes, left);
      left -= skipped;
      return skipped;
    }
  }
}
