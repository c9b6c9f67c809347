package io.diction.account.signin;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AllRequiredFactorsAuthorizationManager;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.ForwardAuthenticationFailureHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who gets in, and what every answer forbids the browser. */
@Configuration
class SecurityConfiguration {
  private static final String CONTENT =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'";
  private static final AuthorizationManager<RequestAuthorizationContext> SIGNED_IN =
      AuthenticatedAuthorizationManager.authenticated();
  private static final AuthorizationManager<RequestAuthorizationContext> BOTH_FACTORS =
      AllRequiredFactorsAuthorizationManager.<RequestAuthorizationContext>builder()
          .requireFactor(factor -> factor.authority(Factor.PASSWORD.authority()))
          .requireFactor(factor -> factor.authority(Factor.CODE.authority()))
          .build();
  private static final String DEVICES =
      "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  CsrfTokenRepository csrfTokens() {
    CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
    tokens.setCookieName("diction-csrf");
    tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return tokens;
  }

  @Bean
  SecurityFilterChain portal(
      HttpSecurity http, SessionVisitors visitors, CsrfTokenRepository csrfTokens) {
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers("/css/**", "/js/**", "/images/**", "/webjars/**")
                    .permitAll()
                    .requestMatchers("/favicon.ico", "/set-up", "/about", "/error")
                    .permitAll()
                    .requestMatchers("/sign-in", "/sign-in/code/**", "/sign-in/passkey/**")
                    .permitAll()
                    .requestMatchers("/welcome/*")
                    .permitAll()
                    .anyRequest()
                    .access(SecurityConfiguration::authorize))
        .securityContext(context -> context.securityContextRepository(visitors))
        .requestCache(cache -> cache.disable())
        .csrf(
            csrf -> csrf.csrfTokenRepository(csrfTokens).csrfTokenRequestHandler(new FormTokens()))
        // A browser's former user leaves nothing behind for the next one.
        .sessionManagement(sessions -> sessions.sessionFixation(fixation -> fixation.newSession()))
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .usernameParameter("email")
                    .successHandler(
                        (request, response, visitor) ->
                            response.sendRedirect(
                                request.getContextPath() + next(request, visitor)))
                    .failureHandler(new ForwardAuthenticationFailureHandler("/sign-in/refused")))
        .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(SecurityConfiguration::askToSignIn)
                    .defaultDeniedHandlerForMissingAuthority(
                        SecurityConfiguration::askForCode, Factor.CODE.authority()))
        .headers(SecurityConfiguration::headers)
        .build();
  }

  /** Every user's own rule: who wants a second factor has to show it. */
  private static @Nullable AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> visitor, RequestAuthorizationContext request) {
    return visitor.get() instanceof Visitor known && known.isHalf()
        ? BOTH_FACTORS.authorize(visitor, request)
        : SIGNED_IN.authorize(visitor, request);
  }

  private static String next(HttpServletRequest request, Authentication visitor) {
    WantedPage wanted = WantedPage.of(request.getParameter("then"));
    return visitor instanceof Visitor known && known.isHalf()
        ? wanted.address("/sign-in/code")
        : wanted.path();
  }

  private static void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    // A browser that brings a session of before was signed out, and is told why that happens.
    boolean ended = request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    sendTo(ended ? "/sign-in?ended" : "/sign-in", request, response);
  }

  private static void askForCode(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    sendTo("/sign-in/code", request, response);
  }

  /** A script's request cannot follow a redirect to a page: htmx is told to load it instead. */
  private static void sendTo(String page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String address = request.getContextPath() + WantedPage.of(request).address(page);
    if (request.getHeader("HX-Request") == null) {
      response.sendRedirect(address);
    } else {
      response.setHeader("HX-Redirect", address);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
        .frameOptions(frames -> frames.deny())
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions -> permissions.policy(DEVICES))
        .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(
            resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
  }
}
