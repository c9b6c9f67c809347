package io.diction.api;

import io.diction.account.KeyFile;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Signs what this installation hands out and takes back: tokens and addresses of content.
 * HMAC-SHA-256 with a key that lies in a file of its own beside the database.
 */
@Component
public final class Signer {
  private static final String ALGORITHM = "HmacSHA256";

  private final KeyFile file;

  Signer(SignerSettings settings) {
    this.file = new KeyFile(settings.keys().resolve("api.key"));
  }

  /**
   * The signature in letters that an address can carry.
   *
   * @param purpose what is signed for one is worth nothing for another
   */
  public String sign(String purpose, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(file.bytes(), ALGORITHM));
      byte[] signature = mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** In the same time whatever is wrong with it. */
  public boolean isSigned(String purpose, String text, String signature) {
    return MessageDigest.isEqual(
        sign(purpose, text).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }
}
