package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelArchive;
import io.diction.custommodel.ModelView;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes a model out of use, after a warning that names who loses it, and brings it back. */
@Controller
@RequestMapping("/custom-models/{id}")
class ArchiveController {
  private final ModelArchive archive;
  private final CustomModels models;
  private final Toasts toasts;

  ArchiveController(ModelArchive archive, CustomModels models, Toasts toasts) {
    this.archive = archive;
    this.models = models;
    this.toasts = toasts;
  }

  @GetMapping("/archive")
  String ask(@PathVariable CustomModelId id, SignedIn user, Model view, HtmxRequest request) {
    ModelView model = archive.requireArchivable(id, user);
    view.addAttribute("id", id);
    view.addAttribute("name", model.name());
    view.addAttribute("losing", String.join(", ", models.sharedWith(id, user)));
    return Pages.view(request, "custommodel/archive", "archive");
  }

  @PostMapping("/archive")
  String archive(
      @PathVariable CustomModelId id,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    archive.archive(id, user);
    toasts.success(redirect, "sharing.archive.done");
    return Pages.redirect(request, ModelTab.OVERVIEW.path(id));
  }

  @PostMapping("/restore")
  String restore(@PathVariable CustomModelId id, SignedIn user, RedirectAttributes redirect) {
    archive.restore(id, user);
    toasts.success(redirect, "sharing.restore.done");
    return "redirect:" + ModelTab.OVERVIEW.path(id);
  }
}
