package io.diction.account.factor;

import io.diction.identity.UserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Encrypts what a copy of the database must not give away, with a key that lies in a file of its
 * own. AES-GCM; the owner is authenticated along, so that a row put in another user's place does
 * not open.
 */
@Component
final class Vault {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Path file;
  private volatile @Nullable SecretKey key;

  Vault(FactorSettings settings) {
    this.file = settings.keys().resolve("second-factor.key");
  }

  byte[] seal(byte[] plain, UserId owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(plain);
      return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  byte[] open(byte[] sealed, UserId owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, owner)
          .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "a secret of user %s was not encrypted with the key in %s; restore that file, or reset the user's second factor"
              .formatted(owner, file),
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UserId owner) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private SecretKey key() {
    SecretKey known = key;
    if (known == null) {
      try {
        known = new SecretKeySpec(read(), "AES");
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read or make the key " + file, e);
      }
      key = known;
    }
    return known;
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
      random.nextBytes(bytes);
      Files.write(made, bytes);
      try {
        Files.move(made, file);
      } catch (FileAlreadyExistsException another) {
        Files.delete(made);
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length != KEY_BYTES) {
      throw new IOException("it has %d bytes instead of %d".formatted(bytes.length, KEY_BYTES));
    }
    return bytes;
  }
}
