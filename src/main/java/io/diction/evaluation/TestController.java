package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.figures.Charts;
import io.diction.evaluation.figures.Figures;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One test: how far it is, then what it found. */
@Controller
@RequestMapping("/custom-models/{id}/tests/{run}")
class TestController {
  private final Tests tests;
  private final Jobs jobs;
  private final Toasts toasts;

  TestController(Tests tests, Jobs jobs, Toasts toasts) {
    this.tests = tests;
    this.jobs = jobs;
    this.toasts = toasts;
  }

  /**
   * The page.
   *
   * @param subject position of the one whose errors are listed; the last one where there is no such
   */
  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      @RequestParam(defaultValue = "") String subject,
      SignedIn user,
      Model view) {
    return fill(id, run, subject, user, view, "evaluation/test");
  }

  @FragmentRequest
  @GetMapping
  String progress(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      @RequestParam(defaultValue = "") String subject,
      SignedIn user,
      Model view) {
    return fill(id, run, subject, user, view, "evaluation/test :: found");
  }

  private String fill(
      CustomModelId id, UUID run, String subject, SignedIn user, Model view, String template) {
    Seen seen = tests.get(id, run, user);
    view.addAttribute("seen", seen);
    view.addAttribute("test", seen.run());
    Figures figures = seen.figures();
    if (figures != null) {
      int chosen =
          subject.matches("\\d") && Integer.parseInt(subject) < figures.subjects().size()
              ? Integer.parseInt(subject)
              : figures.latest();
      view.addAttribute("chosen", chosen);
      view.addAttribute("charts", new Charts(figures));
    } else {
      OrganizationId owner = new OrganizationId(seen.run().organizationId());
      view.addAttribute("place", seen.whole() ? jobs.place(owner, seen.run().jobId()) : 0);
    }
    return template;
  }

  @PostMapping("/cancel")
  String cancel(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      SignedIn user,
      RedirectAttributes redirect) {
    tests.cancel(id, run, user);
    toasts.success(redirect, "evaluation.cancelled");
    return "redirect:" + ModelTab.TESTS.path(id) + "/" + run;
  }

  @GetMapping("/delete")
  String askDelete(
      @PathVariable CustomModelId id, @PathVariable UUID run, SignedIn user, Model view) {
    view.addAttribute("test", tests.getWhole(id, run, user).run());
    return "evaluation/delete";
  }

  @FragmentRequest
  @GetMapping("/delete")
  String deleteDialog(
      @PathVariable CustomModelId id, @PathVariable UUID run, SignedIn user, Model view) {
    return askDelete(id, run, user, view) + " :: delete";
  }

  @PostMapping("/delete")
  String delete(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      SignedIn user,
      RedirectAttributes redirect) {
    tests.delete(id, run, user);
    toasts.success(redirect, "evaluation.deleted");
    return "redirect:" + ModelTab.TESTS.path(id);
  }
}
