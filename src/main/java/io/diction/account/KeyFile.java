package io.diction.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 256 random bits in a file of their own, which only the portal's own user may read: a copy of the
 * database does not have them. Made where it is first asked for, then read once by each process.
 */
public final class KeyFile {
  private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);
  private static final int KEY_BYTES = 32;

  private final Path file;
  private volatile byte @Nullable [] key;

  public KeyFile(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** Whether it has been read already, or could be. */
  public boolean isThere() {
    return key != null || Files.exists(file);
  }

  /**
   * A copy of the key.
   *
   * @throws UncheckedIOException where it can neither be read nor made
   */
  public byte[] bytes() {
    byte[] known = key;
    if (known == null) {
      try {
        known = read();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read or make the key " + file, e);
      }
      key = known;
    }
    return known.clone();
  }

  /** Of two processes that make it at once the second takes what the first has made. */
  private byte[] read() throws IOException {
    if (!Files.exists(file)) {
      boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
      FileAttribute<?>[] ours =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Files.createDirectories(file.getParent());
      Path made = Files.createTempFile(file.getParent(), "new", ".key", ours);
      byte[] bytes = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(bytes);
      Files.write(made, bytes);
      try {
        // Unlike a move, which looks and then acts, a link is made or is there already.
        Files.createLink(file, made);
      } catch (FileAlreadyExistsException another) {
        LOG.info("Another process has just made {}", file);
      }
      Files.delete(made);
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != KEY_BYTES) {
      throw new IOException("it has %d bytes instead of %d".formatted(bytes.length, KEY_BYTES));
    }
    return bytes;
  }
}
