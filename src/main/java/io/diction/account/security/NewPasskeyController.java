package io.diction.account.security;

import io.diction.account.factor.Passkeys;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Adding a passkey to the own account. */
@Controller
@RequestMapping("/account/passkeys")
class NewPasskeyController {
  private final NewPasskey passkey;
  private final Toasts toasts;

  NewPasskeyController(NewPasskey passkey, Toasts toasts) {
    this.passkey = passkey;
    this.toasts = toasts;
  }

  @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(SignedIn user, HttpServletRequest request) {
    return passkey.begin(user, request);
  }

  @PostMapping
  ModelAndView add(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam @NotBlank @Size(max = Passkeys.LONGEST_LABEL) String label,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    if (passkey.isAdded(credential, label, user, request)) {
      toasts.success(redirect, "account.passkeys.added", label.strip());
    } else {
      toasts.warning(redirect, "account.passkeys.refused");
    }
    return SecurityPage.back();
  }
}
