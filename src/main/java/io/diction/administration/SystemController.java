package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.organization.Tenants;
import io.diction.web.Notice;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Toasts;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How the installation is: at a glance, and in detail. */
@Controller
class SystemController {
  private final SystemState system;
  private final JobOverview jobs;
  private final Tenants tenants;
  private final Notice notice;
  private final Toasts toasts;

  SystemController(
      SystemState system, JobOverview jobs, Tenants tenants, Notice notice, Toasts toasts) {
    this.system = system;
    this.jobs = jobs;
    this.tenants = tenants;
    this.notice = notice;
    this.toasts = toasts;
  }

  @GetMapping("/administration")
  String overview(SignedIn user, Model view) {
    view.addAttribute("sums", tenants.sums(user));
    Map<JobState, Long> counts = jobs.counts(user);
    view.addAttribute("running", counts.getOrDefault(JobState.RUNNING, 0L));
    view.addAttribute("queued", counts.getOrDefault(JobState.QUEUED, 0L));
    view.addAttribute("facts", system.facts(user));
    view.addAttribute("notice", notice.text());
    return AdministrationPages.page(view, "overview");
  }

  @GetMapping(AdministrationPages.SYSTEM)
  String system(SignedIn user, Model view) {
    view.addAttribute("facts", system.facts(user));
    view.addAttribute("notice", notice.text());
    view.addAttribute("longest", Notice.LONGEST);
    return AdministrationPages.page(view, "system");
  }

  @PostMapping(AdministrationPages.SYSTEM + "/notice")
  String tell(@RequestParam String text, SignedIn user, RedirectAttributes redirect) {
    AdministrationPages.requireSysop(user);
    if (text.length() > Notice.LONGEST) {
      throw new Invalid("administration.notice.too-long", Notice.LONGEST);
    }
    system.tell(user, text);
    toasts.success(
        redirect, text.isBlank() ? "administration.notice.gone" : "administration.notice.shown");
    return "redirect:" + AdministrationPages.SYSTEM;
  }
}
