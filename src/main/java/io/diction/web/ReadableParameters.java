package io.diction.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes NUL out of parameters, for forms, searches and the sign-in alike: no keyboard has it, and
 * PostgreSQL refuses text that holds it. Behind the filter that hides the bodies of uploads.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class ReadableParameters extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new Readable(request), response);
  }

  private static final class Readable extends HttpServletRequestWrapper {
    Readable(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
      String value = super.getParameter(name);
      return value == null ? null : readable(value);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      String[] values = super.getParameterValues(name);
      return values == null ? null : readable(values);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      Map<String, String[]> readable = new LinkedHashMap<>();
      super.getParameterMap().forEach((name, values) -> readable.put(name, readable(values)));
      return Collections.unmodifiableMap(readable);
    }

    private static String[] readable(String[] values) {
      return Stream.of(values).map(Readable::readable).toArray(String[]::new);
    }

    private static String readable(String value) {
      return value.replace("\u0000", "");
    }
  }
}
