package io.diction.account.signin;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Leads on to a page of this installation, whose address is taken as it stands. */
final class WantedView extends RedirectView {
  static ModelAndView to(String path) {
    return new ModelAndView(new WantedView(path));
  }

  /** Back to a page that asks for a passkey, which tells then that another one was shown. */
  static ModelAndView refusedPasskey(String page, WantedPage wanted) {
    String address = wanted.address(page);
    return to(address + (address.contains("?") ? "&" : "?") + "passkey-refused");
  }

  private WantedView(String path) {
    super(path, true);
    setExpandUriTemplateVariables(false);
    setExposeModelAttributes(false);
    setStatusCode(HttpStatus.SEE_OTHER);
  }
}
