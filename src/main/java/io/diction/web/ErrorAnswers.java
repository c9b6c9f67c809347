package io.diction.web;

import io.diction.storage.StorageUnavailable;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.servlet.ModelAndView;

/** Turns what went wrong into a page, or for htmx into a toast that leaves the page as it is. */
@Component
class ErrorAnswers {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

  /** Tells scripts what went wrong. */
  static final String CODE_HEADER = "Diction-Error";

  private static final int RETRY_SECONDS = 30;

  private final MessageSource messages;

  ErrorAnswers(MessageSource messages) {
    this.messages = messages;
  }

  ModelAndView refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
    return answer(
        refusal.code(),
        refusal.code().status(),
        text(refusal.messageKey(), refusal.arguments()),
        null,
        request,
        response);
  }

  /** For what the framework or the container declines by a status of its own. */
  ModelAndView declined(
      HttpStatusCode status, HttpServletRequest request, HttpServletResponse response) {
    ErrorCode code = ErrorCode.of(status.value());
    return answer(code, status, text(code.messageKey()), null, request, response);
  }

  ModelAndView declined(ErrorCode code, HttpServletRequest request, HttpServletResponse response) {
    return answer(code, code.status(), text(code.messageKey()), null, request, response);
  }

  /** For a defect, logged here and nowhere else. */
  ModelAndView failed(
      @Nullable Throwable cause, HttpServletRequest request, HttpServletResponse response) {
    ErrorCode code = codeOf(cause);
    if (code.status() == HttpStatus.SERVICE_UNAVAILABLE) {
      response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
    return answer(code, code.status(), text(code.messageKey()), cause, request, response);
  }

  private static ErrorCode codeOf(@Nullable Throwable cause) {
    if (cause != null && StorageUnavailable.isCauseOf(cause)) {
      return ErrorCode.STORAGE_UNAVAILABLE;
    }
    return isAway(cause) ? ErrorCode.UNAVAILABLE : ErrorCode.INTERNAL_ERROR;
  }

  /**
   * The database cannot be reached, is busy, or chose another of two that waited for each other.
   */
  private static boolean isAway(@Nullable Throwable cause) {
    for (Throwable one = cause; one != null; one = one.getCause()) {
      if (one instanceof DataAccessResourceFailureException
          || one instanceof CannotCreateTransactionException
          || one instanceof PessimisticLockingFailureException) {
        return true;
      }
    }
    return false;
  }

  private ModelAndView answer(
      ErrorCode code,
      HttpStatusCode status,
      String message,
      @Nullable Throwable cause,
      HttpServletRequest request,
      HttpServletResponse response) {
    String reference = Reference.next();
    log(code, status, reference, cause, request);
    response.setStatus(status.value());
    response.setHeader(CODE_HEADER, code.code());
    String remedy = text(code.remedyKey());
    if (request.getHeader("HX-Request") != null) {
      String sentence =
          status.is5xxServerError()
              ? text("web.error.toast", message, reference)
              : message + " " + remedy;
      response.setHeader("HX-Reswap", "none");
      response.setHeader(
          "HX-Trigger",
          "{\"toast\":{\"kind\":\"error\",\"text\":\"" + Toasts.encoded(sentence) + "\"}}");
      return new ModelAndView();
    }
    ModelAndView page = new ModelAndView("web/error");
    page.addObject("status", status.value());
    page.addObject("title", text("web.error.title." + code.code(), status.value()));
    page.addObject("message", message);
    page.addObject("remedy", remedy);
    page.addObject("code", code.code());
    page.addObject("reference", reference);
    page.addObject("back", origin(request));
    return page;
  }

  /** The page that the request came from: of this portal, and another one than was asked for. */
  static @Nullable String origin(HttpServletRequest request) {
    String referer = request.getHeader(HttpHeaders.REFERER);
    if (referer == null) {
      return null;
    }
    try {
      URI page = new URI(referer);
      Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
      String here = asked == null ? request.getRequestURI() : asked.toString();
      String path = page.getRawPath();
      boolean ours =
          request.getServerName().equals(page.getHost())
              && path != null
              && path.startsWith(request.getContextPath() + "/")
              && !path.startsWith("//")
              && !path.startsWith(request.getContextPath() + "/sign-");
      if (!ours || (here.equals(path) && HttpMethod.GET.matches(request.getMethod()))) {
        return null;
      }
      return page.getRawQuery() == null ? path : path + "?" + page.getRawQuery();
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  private static void log(
      ErrorCode code,
      HttpStatusCode status,
      String reference,
      @Nullable Throwable cause,
      HttpServletRequest request) {
    String path = request.getRequestURI().replaceAll("\\p{Cntrl}", "?");
    if (status.is5xxServerError()) {
      log.error("{} {} {} {}", reference, status.value(), request.getMethod(), path, cause);
    } else {
      log.info("{} {} {} {} {}", reference, status.value(), code.code(), request.getMethod(), path);
    }
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
