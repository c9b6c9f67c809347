package io.diction.dataset.contribution;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.dataset.finding.FindingTexts;
import io.diction.identity.SignedIn;
import io.diction.speech.corpus.FileKind;
import io.diction.web.AudioAnswer;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is offered for a model: its owner decides, others see how theirs stands. */
@Controller
@RequestMapping("/custom-models/{id}/contributions")
class ContributionController {
  private final Contributions contributions;
  private final ModelPages pages;
  private final FindingTexts texts;
  private final Toasts toasts;

  ContributionController(
      Contributions contributions, ModelPages pages, FindingTexts texts, Toasts toasts) {
    this.contributions = contributions;
    this.pages = pages;
    this.texts = texts;
    this.toasts = toasts;
  }

  @GetMapping
  String list(
      @PathVariable CustomModelId id,
      @GridSpec(sorts = "offered", descending = true) GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    GridPage<Contribution> offered = contributions.page(id, query, user);
    ModelView model = pages.fill(id, ModelTab.SHARING, user, view);
    view.addAttribute("page", offered);
    view.addAttribute("url", Contributions.path(id));
    view.addAttribute(
        "mayOffer", !model.isOwn() && model.permission().includes(Permission.CONTRIBUTE));
    return Pages.view(request, "dataset/contributions", "contributions");
  }

  @GetMapping("/{contribution}")
  String report(
      @PathVariable CustomModelId id, @PathVariable UUID contribution, SignedIn user, Model view) {
    return show(id, contribution, user, view);
  }

  /** Answers ranges, which players ask for when somebody jumps. */
  @GetMapping("/{contribution}/file")
  ResponseEntity<Resource> file(
      @PathVariable CustomModelId id, @PathVariable UUID contribution, SignedIn user)
      throws IOException {
    Contribution offered = contributions.get(id, contribution, user);
    return AudioAnswer.of(contributions.file(offered, user), offered.name());
  }

  private String show(CustomModelId id, UUID contribution, SignedIn user, Model view) {
    Contribution offered = contributions.get(id, contribution, user);
    ModelView model = pages.fill(id, ModelTab.SHARING, user, view);
    view.addAttribute("offered", offered);
    view.addAttribute("lines", texts.of(ContributionJob.findings(offered)));
    boolean mayDecide = Contributions.mayDecide(model, user);
    view.addAttribute("mayDecide", mayDecide);
    view.addAttribute("mayOpen", offered.isOpen() && (mayDecide || !model.isOwn()));
    view.addAttribute("isSound", FileKind.ofName(offered.name()) == FileKind.AUDIO);
    return "dataset/contribution";
  }

  @PostMapping("/{contribution}/approve")
  String approve(
      @PathVariable CustomModelId id,
      @PathVariable UUID contribution,
      SignedIn user,
      RedirectAttributes redirect)
      throws IOException {
    contributions.approve(id, contribution, user);
    toasts.success(redirect, "contribution.approved");
    return "redirect:" + Contributions.path(id) + "/" + contribution;
  }

  @PostMapping("/{contribution}/refuse")
  String refuse(
      @PathVariable CustomModelId id,
      @PathVariable UUID contribution,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Optional<Refusal> refused =
        Refusal.of(() -> contributions.refuse(id, contribution, reason, user));
    if (refused.isEmpty()) {
      toasts.success(redirect, "contribution.refused");
      return "redirect:" + Contributions.path(id) + "/" + contribution;
    }
    response.setStatus(refused.get().code().status().value());
    view.addAttribute("refused", refused.get());
    return show(id, contribution, user, view);
  }

  @PostMapping("/{contribution}/withdraw")
  String withdraw(
      @PathVariable CustomModelId id,
      @PathVariable UUID contribution,
      SignedIn user,
      RedirectAttributes redirect) {
    contributions.withdraw(id, contribution, user);
    toasts.success(redirect, "contribution.withdrawn");
    return "redirect:" + Contributions.path(id);
  }
}
