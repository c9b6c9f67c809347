package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionOrigins;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.project.MemberKind;
import io.diction.project.ProjectMembers;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import java.util.List;
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
  private static final String PLACE = "custommodel/";
  private static final String OBJECTION = "accept-objection";

  private final Versions versions;
  private final VersionOrigins origins;
  private final ProjectMembers projects;
  private final ModelPages pages;
  private final Toasts toasts;

  VersionController(
      Versions versions,
      VersionOrigins origins,
      ProjectMembers projects,
      ModelPages pages,
      Toasts toasts) {
    this.versions = versions;
    this.origins = origins;
    this.projects = projects;
    this.pages = pages;
    this.toasts = toasts;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    ModelView model = pages.fill(id, ModelTab.VERSIONS, user, view);
    List<ModelVersion> all = versions.list(id, user);
    view.addAttribute("versions", all);
    view.addAttribute(
        "projects",
        projects.of(
            MemberKind.MODEL, all.stream().map(ModelVersion::job).toList(), user.organization()));
    view.addAttribute("held", versions.heldBack(model, all));
    view.addAttribute("origins", origins.of(id, user));
    view.addAttribute("mayAccept", Versions.mayAccept(user));
    return "custommodel/versions";
  }

  @GetMapping("/{version}/accept")
  String acceptPage(
      @PathVariable CustomModelId id, @PathVariable VersionId version, SignedIn user, Model view) {
    return ask(id, version, "", user, view, PLACE + question(id, version, user));
  }

  @FragmentRequest
  @GetMapping("/{version}/accept")
  String acceptDialog(
      @PathVariable CustomModelId id, @PathVariable VersionId version, SignedIn user, Model view) {
    String question = question(id, version, user);
    return ask(id, version, "", user, view, PLACE + question + " :: " + question);
  }

  private String question(CustomModelId id, VersionId version, SignedIn user) {
    return versions.objection(id, version, user).isPresent() ? OBJECTION : "accept";
  }

  /**
   * Puts a version into use.
   *
   * @param sure whether somebody was told already that the base model is better, and said yes again
   * @param reason why it is used although something speaks against it; empty for none
   */
  @PostMapping("/{version}/accept")
  String accept(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      @RequestParam(defaultValue = "false") boolean sure,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model view,
      RedirectAttributes redirect) {
    String open = open(id, version, sure, reason, user);
    return open.isEmpty()
        ? accept(id, version, reason, user, redirect, "redirect:")
        : ask(id, version, reason, user, view, PLACE + open);
  }

  @FragmentRequest
  @PostMapping("/{version}/accept")
  String acceptInDialog(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      @RequestParam(defaultValue = "false") boolean sure,
      @RequestParam(defaultValue = "") String reason,
      SignedIn user,
      Model view,
      RedirectAttributes redirect) {
    String open = open(id, version, sure, reason, user);
    return open.isEmpty()
        ? accept(id, version, reason, user, redirect, "redirect:htmx:")
        : ask(id, version, reason, user, view, PLACE + open + " :: " + open);
  }

  /** The question that has not been answered yet; empty when none is open. */
  private String open(
      CustomModelId id, VersionId version, boolean sure, String reason, SignedIn user) {
    if (reason.isBlank() && versions.objection(id, version, user).isPresent()) {
      return OBJECTION;
    }
    return !sure && versions.requireAcceptable(id, version, user).metrics().isWorseThanBase()
        ? "accept-worse"
        : "";
  }

  /**
   * @param reason given in answer to the question before, to come back with the answer to this one
   */
  private String ask(
      CustomModelId id,
      VersionId version,
      String reason,
      SignedIn user,
      Model view,
      String template) {
    ModelView model = pages.fill(id, ModelTab.VERSIONS, user, view);
    ModelVersion chosen = versions.requireAcceptable(id, version, user);
    view.addAttribute("version", chosen);
    view.addAttribute("older", chosen.number() < model.acceptedNumber());
    view.addAttribute("objection", versions.objection(id, version, user).orElse(null));
    view.addAttribute("reason", reason);
    return template;
  }

  private String accept(
      CustomModelId id,
      VersionId version,
      String reason,
      SignedIn user,
      RedirectAttributes redirect,
      String redirection) {
    versions.accept(id, version, reason, user);
    toasts.success(redirect, "custommodel.version.accepted");
    return redirection + ModelTab.VERSIONS.path(id);
  }
}
