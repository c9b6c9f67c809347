package io.diction.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Turns what went wrong into a page, or for htmx into a toast that leaves the page as it is. */
@Component
class ErrorAnswers {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

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
    ErrorCode code = ErrorCode.INTERNAL_ERROR;
    return answer(code, code.status(), text(code.messageKey()), cause, request, response);
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
    String remedy = text(code.remedyKey());
    if (request.getHeader("HX-Request") != null) {
      String sentence =
          code == ErrorCode.INTERNAL_ERROR
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
    return page;
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
