package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The versions of a model, and which one is in use. */
@Controller
@RequestMapping("/custom-models/{id}/versions")
class VersionController {
  private final Versions versions;
  private final ModelPages pages;
  private final Toasts toasts;

  VersionController(Versions versions, ModelPages pages, Toasts toasts) {
    this.versions = versions;
    this.pages = pages;
    this.toasts = toasts;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    pages.fill(id, ModelTab.VERSIONS, user, view);
    view.addAttribute("versions", versions.list(id, user));
    view.addAttribute("mayAccept", Versions.mayAccept(user));
    return "custommodel/versions";
  }

  @GetMapping("/{version}/accept")
  String acceptPage(
      @PathVariable CustomModelId id, @PathVariable VersionId version, SignedIn user, Model view) {
    return ask(id, version, user, view, "custommodel/accept");
  }

  @FragmentRequest
  @GetMapping("/{version}/accept")
  String acceptDialog(
      @PathVariable CustomModelId id, @PathVariable VersionId version, SignedIn user, Model view) {
    return ask(id, version, user, view, "custommodel/accept :: accept");
  }

  /**
   * Puts a version into use.
   *
   * @param sure whether somebody was told already that the base model is better, and said yes again
   */
  @PostMapping("/{version}/accept")
  String accept(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      @RequestParam(defaultValue = "false") boolean sure,
      SignedIn user,
      Model view,
      RedirectAttributes redirect) {
    return isToBeAsked(id, version, sure, user)
        ? ask(id, version, user, view, "custommodel/accept-worse")
        : accept(id, version, user, redirect, "redirect:");
  }

  @FragmentRequest
  @PostMapping("/{version}/accept")
  String acceptInDialog(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      @RequestParam(defaultValue = "false") boolean sure,
      SignedIn user,
      Model view,
      RedirectAttributes redirect) {
    return isToBeAsked(id, version, sure, user)
        ? ask(id, version, user, view, "custommodel/accept-worse :: accept-worse")
        : accept(id, version, user, redirect, "redirect:htmx:");
  }

  private boolean isToBeAsked(CustomModelId id, VersionId version, boolean sure, SignedIn user) {
    return !sure && versions.requireAcceptable(id, version, user).metrics().isWorseThanBase();
  }

  private String ask(
      CustomModelId id, VersionId version, SignedIn user, Model view, String template) {
    ModelView model = pages.fill(id, ModelTab.VERSIONS, user, view);
    ModelVersion chosen = versions.requireAcceptable(id, version, user);
    view.addAttribute("version", chosen);
    view.addAttribute("older", chosen.number() < model.acceptedNumber());
    return template;
  }

  private String accept(
      CustomModelId id,
      VersionId version,
      SignedIn user,
      RedirectAttributes redirect,
      String redirection) {
    versions.accept(id, version, user);
    toasts.success(redirect, "custommodel.version.accepted");
    return redirection + ModelTab.VERSIONS.path(id);
  }
}
