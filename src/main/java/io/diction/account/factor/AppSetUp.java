package io.diction.account.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.binary.Base32;

/**
 * What an authenticator app is told, by camera or by hand.
 *
 * @param key the secret in groups of four letters
 * @param address the same for an app on this device
 */
public record AppSetUp(String key, String address, SquareCode code) {
  private static final String ISSUER = "Diction";

  static AppSetUp of(byte[] secret, String email) {
    String letters = new Base32().encodeToString(secret);
    String address =
        "otpauth://totp/%s:%s?secret=%s&issuer=%s"
            .formatted(
                ISSUER,
                URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20"),
                letters,
                ISSUER);
    String key = letters.replaceAll("(.{4})(?=.)", "$1 ");
    return new AppSetUp(key, address, SquareCode.of(address));
  }
}
