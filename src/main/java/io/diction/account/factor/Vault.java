package io.diction.account.factor;

import io.diction.account.KeyFile;
import io.diction.identity.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Encrypts what a copy of the database must not give away, with a key that lies in a file of its
 * own. AES-GCM; the owner is authenticated along, so that a row put in another user's place does
 * not open.
 */
@Component
final class Vault {
  private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final KeyFile key;

  Vault(FactorSettings settings) {
    this.key = new KeyFile(settings.keys().resolve("second-factor.key"));
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

  /** Empty, and told to the operator, if the key is gone or another one. */
  Optional<byte[]> open(byte[] sealed, UserId owner) {
    if (!key.isThere()) {
      LOG.error("The key {} is gone; restore it, or reset the second factor of {}", file(), owner);
      return Optional.empty();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce);
    try {
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, nonce, owner)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      LOG.error(
          "A secret of user {} was not encrypted with the key in {}; restore that file, or reset"
              + " the user's second factor",
          owner,
          file(),
          e);
      return Optional.empty();
    }
  }

  /** Whether it was encrypted with the key that is here; nothing is told or made. */
  boolean isKeyOf(byte[] sealed, UserId owner) {
    if (!key.isThere()) {
      return false;
    }
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(sealed).get(nonce);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, owner)
              .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES)
              .length
          > 0;
    } catch (GeneralSecurityException anotherKey) {
      return false;
    }
  }

  Path file() {
    return key.file();
  }

  /** Refuses to make a new key beside secrets that another one has encrypted. */
  void requireKeyOf(boolean anySealed) {
    if (anySealed && !key.isThere()) {
      throw new IllegalStateException(
          "the key %s is gone, with which secrets were encrypted; restore it".formatted(file()));
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UserId owner) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(owner.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }

  private SecretKey key() {
    return new SecretKeySpec(key.bytes(), "AES");
  }
}
