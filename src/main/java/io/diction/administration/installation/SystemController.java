package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.identity.SignedIn;
import io.diction.web.Notice;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the installation is, in detail, and what it tells everyone. */
@Controller
class SystemController {
  private final SystemState system;
  private final Notice notice;
  private final Toasts toasts;

  SystemController(SystemState system, Notice notice, Toasts toasts) {
    this.system = system;
    this.notice = notice;
    this.toasts = toasts;
  }

  @GetMapping(AdministrationPages.SYSTEM)
  String system(SignedIn user, Model view) {
    view.addAttribute("form", NoticeForm.of(notice.entered(), user.zone()));
    return show(user, view);
  }

  @PostMapping(AdministrationPages.SYSTEM + "/notice")
  String tell(
      @Valid @ModelAttribute("form") NoticeForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    user.requireSysop();
    if (!form.isOrdered()) {
      errors.rejectValue("until", "administration.notice.order");
    } else if (!form.text().isEmpty() && notice.isOver(form.in(user.zone()))) {
      errors.rejectValue("until", "administration.notice.past");
    }
    if (errors.hasErrors()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(user, view);
    }
    system.tell(user, form.in(user.zone()));
    toasts.success(
        redirect,
        form.text().isEmpty() ? "administration.notice.gone" : "administration.notice.shown");
    return "redirect:" + AdministrationPages.SYSTEM;
  }

  private String show(SignedIn user, Model view) {
    view.addAttribute("facts", system.facts(user));
    view.addAttribute("longest", Notice.LONGEST);
    view.addAttribute("over", notice.isOver(notice.entered()));
    view.addAttribute("zone", user.zone().getId());
    return AdministrationPages.page(view, "system");
  }
}
