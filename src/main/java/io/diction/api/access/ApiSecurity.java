package io.diction.api.access;

import io.diction.api.Operation;
import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.ApiErrors;
import io.diction.api.answer.DetailCode;
import io.diction.organization.key.ApiKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * Programs come with a key each time: no session, no cookie, and so no token against forged
 * requests. Content is opened by the signature in its address alone.
 */
@Configuration
class ApiSecurity {
  @Bean
  @Order(0)
  SecurityFilterChain api(
      HttpSecurity http, ApiKeys keys, AccessTokens tokens, RateLimit limit, ApiErrors errors) {
    return http.securityMatcher("/speechtotext/**", "/speech/**", "/sts/**", "/content/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/content/**", Operation.BASE + "/openapi.json")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .csrf(csrf -> csrf.disable())
        .logout(logout -> logout.disable())
        .addFilterBefore(new KeyFilter(keys, tokens, limit, errors), AuthorizationFilter.class)
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(
                    (request, response, reason) ->
                        errors.write(
                            ApiError.of(
                                    ApiCode.UNAUTHORIZED,
                                    "The request has no key or token, or one that opens nothing:"
                                        + " unknown, expired, revoked, or of a suspended"
                                        + " organization.")
                                .inner(DetailCode.INVALID_SUBSCRIPTION),
                            request,
                            response)))
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    policy -> policy.policyDirectives("default-src 'none'; sandbox")))
        .build();
  }
}
