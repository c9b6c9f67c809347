package io.diction.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Answers for what went wrong outside the controllers: in a filter, a template, the container. */
@Controller
class ErrorPages implements ErrorController {
  private final ErrorAnswers answers;

  ErrorPages(ErrorAnswers answers) {
    this.answers = answers;
  }

  @RequestMapping("/error")
  ModelAndView error(HttpServletRequest request, HttpServletResponse response) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    if (status == null) {
      // Nothing failed: somebody typed the address.
      return answers.declined(HttpStatus.NOT_FOUND, request, response);
    }
    if ((int) status == HttpStatus.FORBIDDEN.value()
        && request.getAttribute(WebConfiguration.HANDLED) == null) {
      // No controller was asked, so it was the check against forged requests that refused it.
      return answers.declined(ErrorCode.FORM_EXPIRED, request, response);
    }
    if ((int) status >= 500) {
      Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
      return answers.failed(
          cause instanceof Throwable throwable ? throwable : null, request, response);
    }
    return answers.declined(HttpStatus.valueOf((int) status), request, response);
  }
}
