package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Work under way, waiting and ended, of all organizations. */
@Controller
@RequestMapping(AdministrationPages.JOBS)
class JobsController {
  private final JobOverview jobs;
  private final Toasts toasts;

  JobsController(JobOverview jobs, Toasts toasts) {
    this.jobs = jobs;
    this.toasts = toasts;
  }

  @GetMapping
  String list(
      @GridSpec(sorts = "queued", descending = true, filters = "state") GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    view.addAttribute("page", jobs.page(user, query));
    Map<JobState, Long> counts = jobs.counts(user);
    view.addAttribute("counts", counts);
    view.addAttribute(
        "live", counts.containsKey(JobState.QUEUED) || counts.containsKey(JobState.RUNNING));
    view.addAttribute("states", JobState.values());
    view.addAttribute("url", AdministrationPages.JOBS);
    return Pages.wantsFragment(request)
        ? "administration/jobs :: jobs"
        : AdministrationPages.page(view, "jobs");
  }

  /** One job: what it works on, and what it wrote down. */
  @GetMapping("/{id}")
  String job(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "0") int after,
      SignedIn user,
      Model view) {
    view.addAttribute("row", jobs.row(user, id));
    view.addAttribute("log", jobs.log(user, id, after));
    view.addAttribute("after", after);
    view.addAttribute("url", AdministrationPages.JOBS);
    return AdministrationPages.page(view, "jobs", "job");
  }

  @GetMapping("/{id}/{deed:cancel|retry}")
  String ask(
      @PathVariable UUID id,
      @PathVariable String deed,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    JobOverview.Row job = jobs.row(user, id);
    view.addAttribute(
        "question",
        new Question(
            "administration.job." + deed + ".",
            job.name().isEmpty() ? job.job().kind() : job.name(),
            deed.equals("cancel") ? "danger" : "primary",
            AdministrationPages.JOBS + "/" + id + "/" + deed,
            AdministrationPages.JOBS,
            AdministrationPages.NAV));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping("/{id}/{deed:cancel|retry}")
  String act(
      @PathVariable UUID id,
      @PathVariable String deed,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    if (deed.equals("cancel")) {
      jobs.cancel(user, id);
    } else {
      jobs.retry(user, id);
    }
    toasts.success(redirect, "administration.job." + deed + ".done");
    return Pages.redirect(request, AdministrationPages.JOBS);
  }
}
