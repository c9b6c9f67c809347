package io.diction.api.access;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes tokens of keys. */
@RestController
class TokenController {
  private final AccessTokens tokens;

  TokenController(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @PostMapping("/sts/v1.0/issueToken")
  ResponseEntity<byte[]> issue(Authentication caller) {
    // A token makes no other token, or it would live for ever.
    if (!(caller instanceof KeyHolder holder) || holder.isByToken()) {
      throw ApiError.of(ApiCode.UNAUTHORIZED, "A token is made of a key.");
    }
    return ResponseEntity.ok()
        .contentType(MediaType.valueOf("application/jwt;charset=us-ascii"))
        .cacheControl(CacheControl.noStore())
        .body(tokens.issue(holder.key()).getBytes(StandardCharsets.US_ASCII));
  }
}
