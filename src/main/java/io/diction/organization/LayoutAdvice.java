package io.diction.organization;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Gives the page layout who is signed in: {@code signedIn} and {@code organizationName}, both
 * absent for a stranger.
 */
@ControllerAdvice
final class LayoutAdvice {
  @ModelAttribute
  void visitor(Model view) {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof Visitor visitor) {
      view.addAttribute("signedIn", visitor.getPrincipal());
      view.addAttribute("organizationName", visitor.organizationName());
    }
  }
}
