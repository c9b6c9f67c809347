package io.diction.web;

import io.diction.identity.RightMissing;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/** Answers for whatever a controller throws. Comes last: the REST API answers for its own. */
@ControllerAdvice
@Order
class ErrorAdvice {
  private final ErrorAnswers answers;

  ErrorAdvice(ErrorAnswers answers) {
    this.answers = answers;
  }

  @ExceptionHandler
  ModelAndView refused(Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
    return answers.refused(refusal, request, response);
  }

  @ExceptionHandler
  ModelAndView notAllowed(
      RightMissing missing, HttpServletRequest request, HttpServletResponse response) {
    return answers.declined(ErrorCode.NOT_ALLOWED, request, response);
  }

  /** Spring Security's filters answer for these: sign-in, or the page for a missing right. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void notForUs(RuntimeException exception) {
    throw exception;
  }

  @ExceptionHandler
  ModelAndView tooLarge(
      MaxUploadSizeExceededException exception,
      HttpServletRequest request,
      HttpServletResponse response) {
    return answers.declined(ErrorCode.FILE_TOO_LARGE, request, response);
  }

  @ExceptionHandler({BindException.class, HandlerMethodValidationException.class})
  ModelAndView invalid(HttpServletRequest request, HttpServletResponse response) {
    return answers.declined(ErrorCode.VALIDATION_FAILED, request, response);
  }

  /** Parameters that the firewall takes for an attack show themselves when they are read. */
  @ExceptionHandler
  ModelAndView rejected(
      RequestRejectedException exception,
      HttpServletRequest request,
      HttpServletResponse response) {
    return answers.declined(ErrorCode.BAD_REQUEST, request, response);
  }

  /** The container cannot read it: no UTF-8, encoded wrongly, or a form that breaks off. */
  @ExceptionHandler({InvalidParameterException.class, MultipartException.class})
  ModelAndView unreadable(HttpServletRequest request, HttpServletResponse response) {
    return answers.declined(ErrorCode.BAD_REQUEST, request, response);
  }

  /** An id in the path that is none names nothing; a parameter of the wrong kind is a mistake. */
  @ExceptionHandler
  ModelAndView mistyped(
      TypeMismatchException exception, HttpServletRequest request, HttpServletResponse response) {
    boolean inPath =
        exception instanceof MethodArgumentTypeMismatchException argument
            && argument.getParameter().hasParameterAnnotation(PathVariable.class);
    return answers.declined(
        inPath ? ErrorCode.NOT_FOUND : ErrorCode.BAD_REQUEST, request, response);
  }

  /** Whoever asked is gone. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  @Nullable ModelAndView gone() {
    return null;
  }

  @ExceptionHandler
  ModelAndView other(
      Exception exception, HttpServletRequest request, HttpServletResponse response) {
    if (exception instanceof ErrorResponse declined
        && !declined.getStatusCode().is5xxServerError()) {
      declined.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
      return answers.declined(declined.getStatusCode(), request, response);
    }
    return answers.failed(exception, request, response);
  }
}
