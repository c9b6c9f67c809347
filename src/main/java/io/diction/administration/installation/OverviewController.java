package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.organization.tenant.Tenants;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** How the installation is, at a glance. */
@Controller
class OverviewController {
  private final SystemState system;
  private final JobOverview jobs;
  private final Tenants tenants;

  OverviewController(SystemState system, JobOverview jobs, Tenants tenants) {
    this.system = system;
    this.jobs = jobs;
    this.tenants = tenants;
  }

  @GetMapping("/administration")
  String overview(SignedIn user, Model view) {
    view.addAttribute("sums", tenants.sums(user));
    Map<JobState, Long> counts = jobs.counts(user);
    view.addAttribute("running", counts.getOrDefault(JobState.RUNNING, 0L));
    view.addAttribute("queued", counts.getOrDefault(JobState.QUEUED, 0L));
    view.addAttribute("failed", counts.getOrDefault(JobState.FAILED, 0L));
    view.addAttribute("facts", system.facts(user));
    view.addAttribute("notice", system.told(user));
    return AdministrationPages.page(view, "overview");
  }
}
