package io.diction.account;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.ForwardAuthenticationFailureHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
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
  private static final String DEVICES =
      "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  SecurityFilterChain portal(HttpSecurity http, SessionVisitors visitors, PasswordSignIn signIn) {
    CookieCsrfTokenRepository csrfTokens = new CookieCsrfTokenRepository();
    csrfTokens.setCookieName("diction-csrf");
    csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers("/css/**", "/js/**", "/images/**", "/webjars/**")
                    .permitAll()
                    .requestMatchers("/favicon.ico", "/sign-in", "/set-up", "/about", "/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .authenticationProvider(signIn)
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
                                WantedPage.of(request.getParameter("then")).path()))
                    .failureHandler(new ForwardAuthenticationFailureHandler("/sign-in/refused")))
        .logout(logout -> logout.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?signed-out"))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(SecurityConfiguration::askToSignIn))
        .headers(SecurityConfiguration::headers)
        .build();
  }

  /** A script's request cannot follow a redirect to a page: htmx is told to load it instead. */
  private static void askToSignIn(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    String address = request.getContextPath() + WantedPage.of(request).signInAddress();
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
