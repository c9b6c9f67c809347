package io.diction.account.signin;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** Leads on to a page of this installation, whose address is taken as it stands. */
final class WantedView extends RedirectView {
  WantedView(String path) {
    super(path, true);
    setExpandUriTemplateVariables(false);
    setExposeModelAttributes(false);
    setStatusCode(HttpStatus.SEE_OTHER);
  }
}
