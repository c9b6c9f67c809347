package io.diction.account.security;

import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.Passkeys;
import io.diction.account.security.PasswordQuestions.Deed;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The passkeys of the own account: their names, and how they go. */
@Controller
@RequestMapping("/account/passkeys")
class PasskeyController {
  private final OwnPasskeys passkeys;
  private final PasswordQuestions questions;
  private final Toasts toasts;

  PasskeyController(OwnPasskeys passkeys, PasswordQuestions questions, Toasts toasts) {
    this.passkeys = passkeys;
    this.questions = questions;
    this.toasts = toasts;
  }

  @PostMapping("/rename")
  ModelAndView rename(
      @RequestParam String id,
      @RequestParam @NotBlank @Size(max = Passkeys.LONGEST_LABEL) String label,
      SignedIn user,
      RedirectAttributes redirect) {
    passkeys.rename(user, id, label);
    toasts.success(redirect, "account.passkeys.renamed");
    return SecurityPage.back();
  }

  @GetMapping("/remove")
  ModelAndView askToRemove(@RequestParam String id) {
    return questions.ask(removal(id));
  }

  @PostMapping("/remove")
  ModelAndView remove(
      @RequestParam String id,
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    return questions.answer(
        removal(id),
        passwordQuestion,
        errors,
        user,
        request,
        () -> {
          Optional<Refusal> refusal = Refusal.of(() -> passkeys.remove(user, id));
          refusal.ifPresentOrElse(
              reason -> toasts.warning(redirect, reason.messageKey()),
              () -> toasts.success(redirect, "account.passkeys.removed"));
          return SecurityPage.back();
        });
  }

  private static Deed removal(String id) {
    return new Deed("account.passkeys.remove.", "/account/passkeys/remove", id);
  }
}
