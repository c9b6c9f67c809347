package io.diction.account;

import io.diction.account.factor.PasskeyRefused;
import io.diction.account.factor.Passkeys;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The passkeys of the own account. */
@Controller
@RequestMapping("/account/passkeys")
class PasskeyController {
  private static final Logger LOG = LoggerFactory.getLogger(PasskeyController.class);

  /** What the new passkey has to answer to, once. */
  private static final String OPTIONS = "diction.passkey.adding";

  private static final List<String> REMOVAL =
      List.of(
          "account.passkeys.remove.title",
          "account.passkeys.remove.text",
          "account.passkeys.remove.label");

  private final Account account;
  private final Passkeys passkeys;
  private final Toasts toasts;
  private final RecentPassword recent;

  PasskeyController(Account account, Passkeys passkeys, Toasts toasts, RecentPassword recent) {
    this.account = account;
    this.passkeys = passkeys;
    this.toasts = toasts;
    this.recent = recent;
  }

  @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(SignedIn user, HttpServletRequest request) {
    if (!recent.isShown(request)) {
      throw new Refusal.NotAllowed();
    }
    PublicKeyCredentialCreationOptions options =
        passkeys.beginAdding(account.get(user), request.getLocalPort());
    request.getSession().setAttribute(OPTIONS, options);
    return passkeys.written(options);
  }

  @PostMapping
  ModelAndView add(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam @NotBlank @Size(max = Passkeys.LONGEST_LABEL) String label,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    if (isAdded(credential, label, user, request)) {
      toasts.success(redirect, "account.passkeys.added", label.strip());
    } else {
      toasts.warning(redirect, "account.passkeys.refused");
    }
    return back();
  }

  private boolean isAdded(
      String credential, String label, SignedIn user, HttpServletRequest request) {
    HttpSession session = request.getSession();
    if (!(session.getAttribute(OPTIONS) instanceof PublicKeyCredentialCreationOptions options)) {
      return false;
    }
    session.removeAttribute(OPTIONS);
    try {
      passkeys.add(user, options, credential, label, request.getLocalPort());
      return true;
    } catch (PasskeyRefused e) {
      LOG.info("A passkey was not added: {}", e.reason());
      return false;
    }
  }

  @PostMapping("/rename")
  ModelAndView rename(
      @RequestParam String id,
      @RequestParam @NotBlank @Size(max = Passkeys.LONGEST_LABEL) String label,
      SignedIn user,
      RedirectAttributes redirect) {
    passkeys.rename(user, id, label);
    toasts.success(redirect, "account.passkeys.renamed");
    return back();
  }

  @GetMapping("/remove")
  ModelAndView askToRemove(@RequestParam String id) {
    return question(id, HttpStatus.OK).addObject("passwordQuestion", PasswordQuestion.EMPTY);
  }

  @PostMapping("/remove")
  ModelAndView remove(
      @RequestParam String id,
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    if (!account.isPassword(user, passwordQuestion.password(), request.getRemoteAddr())) {
      errors.rejectValue("password", "account.password.wrong");
      return question(id, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    passkeys.remove(user, id);
    toasts.success(redirect, "account.passkeys.removed");
    return back();
  }

  private static ModelAndView question(String id, HttpStatus status) {
    return PasswordQuestion.page(REMOVAL, "/account/passkeys/remove", status).addObject("id", id);
  }

  private static ModelAndView back() {
    return new ModelAndView("redirect:/account/security", HttpStatus.SEE_OTHER);
  }
}
