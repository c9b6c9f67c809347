package io.diction.api.access;

import io.diction.api.Signer;
import io.diction.organization.key.ApiKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * Tokens that stand for a key for ten minutes: a JSON Web Token (RFC 7519) signed with
 * HMAC-SHA-256, whose subject is the key's identifier. What the key may no longer do its tokens may
 * not either, for the key is looked up each time.
 */
@Service
class AccessTokens {
  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final int LONGEST = 1000;
  private static final String PURPOSE = "token";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final String HEADER = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  /** Only what we have written ourselves gets as far as here. */
  private static final Pattern CLAIMS =
      Pattern.compile("\\{\"sub\":\"([0-9a-f-]{36})\",\"exp\":(\\d{1,12})}");

  private final Signer signer;
  private final ApiKeys keys;
  private final Clock clock;

  AccessTokens(Signer signer, ApiKeys keys, Clock clock) {
    this.signer = signer;
    this.keys = keys;
    this.clock = clock;
  }

  String issue(UUID key) {
    long expiry = clock.instant().plus(LIFE).getEpochSecond();
    String signed = HEADER + "." + encoded("{\"sub\":\"%s\",\"exp\":%d}".formatted(key, expiry));
    return signed + "." + signer.sign(PURPOSE, signed);
  }

  /** Empty for one that is forged or expired, or whose key opens nothing any more. */
  Optional<ApiKeys.Holder> verify(String token) {
    int end = token.lastIndexOf('.');
    int start = token.indexOf('.');
    if (token.length() > LONGEST || start < 0 || start == end) {
      return Optional.empty();
    }
    if (!signer.isSigned(PURPOSE, token.substring(0, end), token.substring(end + 1))) {
      return Optional.empty();
    }
    byte[] claims = Base64.getUrlDecoder().decode(token.substring(start + 1, end));
    Matcher read = CLAIMS.matcher(new String(claims, StandardCharsets.UTF_8));
    if (!read.matches() || Long.parseLong(read.group(2)) <= clock.instant().getEpochSecond()) {
      return Optional.empty();
    }
    return keys.findHolder(UUID.fromString(read.group(1)));
  }

  private static String encoded(String text) {
    return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
