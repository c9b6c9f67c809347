package io.diction.api.access;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.ApiErrors;
import io.diction.api.answer.DetailCode;
import io.diction.organization.key.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in whoever brings a key or a token made of one, and not more often than is allowed. */
final class KeyFilter extends OncePerRequestFilter {
  static final String KEY_HEADER = "Ocp-Apim-Subscription-Key";
  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;
  private final AccessTokens tokens;
  private final RateLimit limit;
  private final ApiErrors errors;

  KeyFilter(ApiKeys keys, AccessTokens tokens, RateLimit limit, ApiErrors errors) {
    this.keys = keys;
    this.tokens = tokens;
    this.limit = limit;
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<KeyHolder> caller;
    try {
      caller = caller(request);
    } catch (DataAccessException | TransactionException away) {
      errors.write(away, request, response);
      return;
    }
    int wait = caller.map(known -> limit.secondsToWait(known.key())).orElse(0);
    if (wait > 0) {
      errors.write(tooMany(wait), request, response);
      return;
    }
    caller.ifPresent(known -> SecurityContextHolder.getContext().setAuthentication(known));
    chain.doFilter(request, response);
  }

  private Optional<KeyHolder> caller(HttpServletRequest request) {
    String key = request.getHeader(KEY_HEADER);
    String token = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
    // Either one is enough, also where the other one is wrong.
    return Optional.ofNullable(key)
        .flatMap(text -> keys.verify(text.strip()))
        .map(holder -> new KeyHolder(holder, false))
        .or(
            () ->
                Optional.ofNullable(token)
                    .flatMap(tokens::verify)
                    .map(holder -> new KeyHolder(holder, true)));
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private static ApiError tooMany(int seconds) {
    return ApiError.of(
            ApiCode.TOO_MANY_REQUESTS,
            "This key sends more requests than it may. Try again in %d s.".formatted(seconds))
        .inner(DetailCode.QUOTA_VIOLATION)
        .retryAfter(seconds);
  }
}
