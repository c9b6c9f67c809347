package io.diction.dataset.tus;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * A request as the library sees it: with the method that was mapped, whatever a header says, since
 * only that was checked for rights and forgery.
 */
final class Asked extends HttpServletRequestWrapper {
  static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  private static final String EXTENSIONS = "Tus-Extension";

  /** Checksums that follow the bytes, which no container hands on. */
  private static final String TRAILER = ",checksum-trailer";

  /** The first bytes may come with the creation. */
  private static final String WITH_UPLOAD = ",creation-with-upload";

  private final HttpMethod method;

  Asked(HttpServletRequest request, HttpMethod method) {
    super(request);
    this.method = method;
  }

  @Override
  public String getMethod() {
    return method.name();
  }

  /**
   * The library would compute every checksum it knows for a body of unknown length, in case one
   * follows: five, which take most of the time. The container shows it none that follows.
   */
  @Override
  public @Nullable String getHeader(String name) {
    boolean isHidden =
        name.equalsIgnoreCase(METHOD_OVERRIDE)
            || name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)
            || (isCreation() && name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH));
    return isHidden ? null : super.getHeader(name);
  }

  /** Bytes that come with the creation of an upload are taken after it, not by the library. */
  private boolean isCreation() {
    return method == HttpMethod.POST;
  }

  /** The library's refusals are for programs: their status, without its sentences on our files. */
  static final class Answer extends HttpServletResponseWrapper {
    Answer(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
      super.setHeader(
          name,
          name.equals(EXTENSIONS) && value != null
              ? value.replace(TRAILER, "") + WITH_UPLOAD
              : value);
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
