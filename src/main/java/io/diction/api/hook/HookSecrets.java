package io.diction.api.hook;

import io.diction.api.Signer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Seals what web hooks sign with, so that the database alone does not tell it: AES-GCM with a key
 * that is derived from the installation's; the web hook is authenticated along.
 */
@Component
class HookSecrets {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Signer signer;
  private final SecureRandom random = new SecureRandom();

  HookSecrets(Signer signer) {
    this.signer = signer;
  }

  byte[] seal(UUID hook, String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] hidden =
          cipher(Cipher.ENCRYPT_MODE, nonce, hook).doFinal(secret.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  /**
   * Base64 of HMAC-SHA-256 over a message, with what was hidden as the key.
   *
   * @throws IllegalStateException where the installation's key is another one by now
   */
  String sign(UUID hook, byte[] hidden, byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(hidden);
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    try {
      byte[] secret = cipher(Cipher.DECRYPT_MODE, nonce, hook).doFinal(rest);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "the secret of web hook %s cannot be read".formatted(hook), e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, UUID hook) throws GeneralSecurityException {
    byte[] key = Base64.getUrlDecoder().decode(signer.sign("web-hook-secrets", "key"));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(hook.toString().getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
