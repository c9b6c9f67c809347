package io.diction.api.answer;

import io.diction.api.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers for whatever the API's handlers throw; comes before that of the pages. */
@RestControllerAdvice(basePackageClasses = Operation.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiErrorAdvice {
  private final ApiErrors answers;

  ApiErrorAdvice(ApiErrors answers) {
    this.answers = answers;
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> declined(Exception problem, HttpServletRequest request) {
    return answers.answer(problem, request);
  }

  /** The filters answer for these. */
  @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
  void notForUs(RuntimeException problem) {
    throw problem;
  }

  /** Whoever asked is gone. */
  @ExceptionHandler(AsyncRequestNotUsableException.class)
  @Nullable ResponseEntity<ErrorBody> gone() {
    return null;
  }
}
