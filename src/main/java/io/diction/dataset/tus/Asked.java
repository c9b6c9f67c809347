package io.diction.dataset.tus;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * A request as the library sees it: with the method that was mapped, whatever a header says, since
 * only that was checked for rights and forgery.
 */
final class Asked extends HttpServletRequestWrapper {
  static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

  private final HttpMethod method;

  Asked(HttpServletRequest request, HttpMethod method) {
    super(request);
    this.method = method;
  }

  @Override
  public String getMethod() {
    return method.name();
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase(METHOD_OVERRIDE) ? null : super.getHeader(name);
  }

  /** The library's refusals are for programs: their status, without its sentences on our files. */
  static final class Answer extends HttpServletResponseWrapper {
    Answer(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendError(int status, String message) {
      setStatus(status);
    }

    @Override
    public void sendError(int status) {
      setStatus(status);
    }
  }
}
