package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Holder;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Puts a version of a shared model into use, after a question, or two where it is worse. */
@Controller
@RequestMapping("/custom-models/{id}/sharing")
class OfferedVersionController {
  private final OfferedVersions offered;
  private final ServingQuestions questions;
  private final Toasts toasts;

  OfferedVersionController(OfferedVersions offered, ServingQuestions questions, Toasts toasts) {
    this.offered = offered;
    this.questions = questions;
    this.toasts = toasts;
  }

  @GetMapping("/accept")
  String ask(
      @PathVariable CustomModelId id,
      @RequestParam VersionId version,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    return show(id, questions.ofVersion(id, version, user), view, request);
  }

  /**
   * Serves a version.
   *
   * @param sure whether somebody was told already that the base model is better, and said yes again
   */
  @PostMapping("/accept")
  String accept(
      @PathVariable CustomModelId id,
      @RequestParam VersionId version,
      @RequestParam(defaultValue = "false") boolean sure,
      SignedIn user,
      Model view,
      HtmxRequest request,
      RedirectAttributes redirect) {
    var open = questions.openOfVersion(id, version, sure, user);
    if (open.isPresent()) {
      return show(id, open.get(), view, request);
    }
    Holder holder = offered.accept(id, version, user);
    toasts.success(redirect, "sharing.accepted", holder.number());
    return Pages.redirect(request, ModelTab.SHARING.path(id));
  }

  @GetMapping("/follow")
  String askToFollow(
      @PathVariable CustomModelId id, SignedIn user, Model view, HtmxRequest request) {
    return show(id, questions.ofFollowing(id, user), view, request);
  }

  @PostMapping("/follow")
  String follow(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "false") boolean follows,
      @RequestParam(defaultValue = "false") boolean sure,
      SignedIn user,
      Model view,
      HtmxRequest request,
      RedirectAttributes redirect) {
    var open = questions.openOfFollowing(id, follows, sure, user);
    if (open.isPresent()) {
      return show(id, open.get(), view, request);
    }
    Holder holder = offered.follow(id, follows, user);
    toasts.success(
        redirect, holder.follows() ? "sharing.follows.on" : "sharing.follows.off", holder.number());
    return Pages.redirect(request, ModelTab.SHARING.path(id));
  }

  private static String show(
      CustomModelId id, ServingQuestions.Question question, Model view, HtmxRequest request) {
    view.addAttribute("question", question);
    view.addAttribute("back", ModelTab.SHARING.path(id));
    return Pages.view(request, "sharing/serve", "serve");
  }
}
