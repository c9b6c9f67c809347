package io.diction.account.security;

import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Asking for a passkey after the password; whoever wants that shows that there is one that works.
 */
@Controller
@RequestMapping("/account/passkeys/step")
class PasskeyStepController {
  private final PasskeySwitch passkeySwitch;
  private final Toasts toasts;

  PasskeyStepController(PasskeySwitch passkeySwitch, Toasts toasts) {
    this.passkeySwitch = passkeySwitch;
    this.toasts = toasts;
  }

  @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(SignedIn user, HttpServletRequest request) {
    return passkeySwitch.ask(user, request);
  }

  @PostMapping
  ModelAndView switchOn(
      @RequestParam(defaultValue = "") String credential,
      SignedIn user,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    if (!passkeySwitch.isShown(user, credential, request)) {
      toasts.warning(redirect, "account.passkeys.notyours");
      return SecurityPage.back();
    }
    List<String> codes = passkeySwitch.on(user, request, response);
    if (codes.isEmpty()) {
      toasts.success(redirect, "account.passkeys.step.done");
      return SecurityPage.back();
    }
    return SecurityPage.codes(codes);
  }
}
