package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BooleanSupplier;
import org.springframework.util.unit.DataSize;

/** Hashes bytes as it writes them, and tells a full disk from a broken one. */
final class BlobWriter {
  private static final int BUFFER = 256 * 1024;

  /** How much is written between two looks at what the disk has left. */
  private static final long LOOK_EVERY = 16L * 1024 * 1024;

  private final BlobStore store;
  private final DataSize keepFree;

  BlobWriter(BlobStore store, DataSize keepFree) {
    this.store = store;
    this.keepFree = keepFree;
  }

  static Blob hash(Path file) throws IOException {
    return hash(Files.newInputStream(file), Pace.NONE, () -> false);
  }

  /**
   * Reads a stream to its end and closes it.
   *
   * @throws HashingStopped when it is to stop before
   */
  static Blob hash(InputStream stream, Pace pace, BooleanSupplier stopping) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream bytes = stream) {
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
        pace.read(n);
        if (stopping.getAsBoolean()) {
          throw new HashingStopped();
        }
      }
    }
    return new Blob(HexFormat.of().formatHex(digest.digest()), size);
  }

  /**
   * Copies a stream, looking at what the disk has left as it goes.
   *
   * @throws BlobTooLarge at the first byte above the limit
   * @throws StorageFull when the disk has no room left
   */
  Blob copy(InputStream from, OutputStream to, long limitBytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    long nextLook = 0;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      if (n > limitBytes - size) {
        throw new BlobTooLarge(limitBytes);
      }
      size += n;
      if (size >= nextLook) {
        requireRoom();
        nextLook = size + LOOK_EVERY;
      }
      digest.update(buffer, 0, n);
      write(to, buffer, n);
    }
    return new Blob(HexFormat.of().formatHex(digest.digest()), size);
  }

  private void requireRoom() throws IOException {
    if (store.freeBytes() < keepFree.toBytes()) {
      throw new StorageFull("less than " + keepFree + " free");
    }
  }

  private static void write(OutputStream to, byte[] buffer, int length) throws IOException {
    try {
      to.write(buffer, 0, length);
    } catch (IOException problem) {
      throw fullOr(problem);
    }
  }

  /** Gives written bytes their place. */
  static void keep(BlobStore.Upload upload, OrganizationId organization, Blob blob)
      throws IOException {
    try {
      upload.keep(organization, blob.sha256());
    } catch (IOException problem) {
      throw fullOr(problem);
    }
  }

  private static IOException fullOr(IOException problem) {
    if (StorageFull.isFull(problem)) {
      throw new StorageFull("the disk is full", problem);
    }
    return problem;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
