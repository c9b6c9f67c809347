package io.diction.speech;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 in the making, over texts and files. */
public final class Sha256 {
  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a text and its length, so that neighbours cannot run into each other. */
  public Sha256 add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
    return this;
  }

  /** Adds samples or other numbers. */
  public Sha256 add(float[] values) {
    ByteBuffer block = ByteBuffer.allocate(1 << 14);
    for (float value : values) {
      if (!block.hasRemaining()) {
        digest.update(block.flip());
        block.clear();
      }
      block.putFloat(value);
    }
    digest.update(block.flip());
    return this;
  }

  /** Adds bytes as they are. */
  public Sha256 add(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    return this;
  }

  public byte[] bytes() {
    return digest.digest();
  }

  /** Of what was added so far; more may follow. */
  public String hexSoFar() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("every Java platform's SHA-256 can be copied", e);
    }
  }

  /** Lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  /** Of the content of a file. */
  public static String of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in);
    }
  }

  /** Of a text in UTF-8, as {@code sha256sum} gives it. */
  public static String ofText(String text) {
    Sha256 sum = new Sha256();
    sum.digest.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.hex();
  }

  /** Of the rest of a stream. */
  public static String of(InputStream in) throws IOException {
    return of(in, Progress.NONE);
  }

  /**
   * Of the rest of a stream.
   *
   * @param progress only asked whether to stop
   */
  public static String of(InputStream in, Progress progress) throws IOException {
    Sha256 sum = new Sha256();
    byte[] block = new byte[1 << 16];
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      progress.checkCancelled();
      sum.digest.update(block, 0, read);
    }
    return sum.hex();
  }
}
