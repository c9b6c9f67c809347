package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import io.diction.speech.corpus.CorpusFile;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.UserFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;

/** A model folder as one file: a zip whose bytes depend on the folder's files alone. */
public final class ModelArchive {
  /** Fixed, as the same files must give the same bytes; the first year that a zip can say. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** A trained model has a dozen files, two dozen with its base. */
  private static final CorpusLimits LIMITS =
      CorpusLimits.DEFAULT.withEntries(1_000).withTotalBytes(8L << 30);

  private ModelArchive() {}

  /** Writes the archive of a folder, as a whole or not at all. */
  public static void pack(Path folder, Path archive) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files =
          found
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    }
    BinaryFile.replace(archive, bytes -> write(folder, files, bytes));
  }

  private static void write(Path folder, List<Path> files, OutputStream bytes) throws IOException {
    // Not closed, since the stream below is the caller's.
    ZipOutputStream zip = new ZipOutputStream(bytes);
    zip.setLevel(Deflater.BEST_SPEED);
    for (Path file : files) {
      ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
      entry.setTimeLocal(TIME);
      zip.putNextEntry(entry);
      Files.copy(file, zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  /**
   * Unpacks an archive that anybody may have made.
   *
   * @param folder is created; may be left with some files when this fails
   * @throws FormatException when the archive is damaged, grows beyond measure, or would write
   *     outside of the folder
   */
  public static void unpack(Path archive, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    Files.createDirectories(root);
    try (UserFiles files = UserFiles.open(archive, LIMITS)) {
      for (CorpusFile file : files.files()) {
        Path path = root.resolve(file.name()).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
          throw new FormatException(file.name(), "", "leads out of the archive");
        }
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        try (InputStream in = file.open()) {
          Files.copy(in, path);
        } catch (ZipException | EOFException e) {
          throw new FormatException(file.name(), "", "damaged inside of its archive", e);
        }
      }
    }
  }
}
