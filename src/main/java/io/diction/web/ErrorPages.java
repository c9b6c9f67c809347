package io.diction.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

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
      return expired(request, response);
    }
    if ((int) status >= 500) {
      Object cause = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
      return answers.failed(
          cause instanceof Throwable throwable ? throwable : null, request, response);
    }
    return answers.declined(HttpStatus.valueOf((int) status), request, response);
  }

  /** Who was signed out meanwhile signs in first; the page then fills in again what was typed. */
  private ModelAndView expired(HttpServletRequest request, HttpServletResponse response) {
    String form = ErrorAnswers.origin(request);
    if (form == null
        || request.getUserPrincipal() != null
        || request.getHeader("HX-Request") != null) {
      return answers.declined(ErrorCode.FORM_EXPIRED, request, response);
    }
    String path = form.substring(request.getContextPath().length());
    RedirectView signIn =
        new RedirectView(
            "/sign-in?ended&then=" + URLEncoder.encode(path, StandardCharsets.UTF_8), true);
    signIn.setExpandUriTemplateVariables(false);
    signIn.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(signIn);
  }
}
