package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelSettings;
import io.diction.custommodel.details.OverviewPage.Typed;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What can be changed of a model: its name, its settings. */
@Controller
@RequestMapping("/custom-models/{id}")
class ModelSettingsController {
  private final CustomModels models;
  private final OverviewPage overview;
  private final Toasts toasts;

  ModelSettingsController(CustomModels models, OverviewPage overview, Toasts toasts) {
    this.models = models;
    this.overview = overview;
    this.toasts = toasts;
  }

  @PostMapping("/name")
  String rename(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "OVERVIEW") ModelTab tab,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Optional<Refusal> refused = Refusal.of(() -> models.rename(id, name, user));
    if (refused.isPresent()) {
      response.setStatus(refused.get().code().status().value());
      view.addAttribute("nameRefused", refused.get());
      view.addAttribute("typedName", name);
      return overview.show(id, "1", null, user, view);
    }
    if (models.isNameOfAnother(name, id, user)) {
      toasts.warning(redirect, "custommodel.name.used");
    }
    toasts.success(redirect, "custommodel.updated");
    return "redirect:" + tab.path(id);
  }

  @PostMapping("/settings")
  String change(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String domain,
      @RequestParam(defaultValue = "") String otherDomain,
      @RequestParam(defaultValue = "false") boolean autoTrain,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Typed typed = new Typed(description, domain, otherDomain, autoTrain);
    Optional<Refusal> refused = Refusal.of(() -> models.change(id, typed.settings(), user));
    if (refused.isPresent()) {
      response.setStatus(refused.get().code().status().value());
      view.addAttribute("settingsRefused", refused.get());
      view.addAttribute("settingsField", field(refused.get()));
      return overview.show(id, "1", typed, user, view);
    }
    toasts.success(redirect, "custommodel.updated");
    return "redirect:" + ModelTab.OVERVIEW.path(id);
  }

  /** The field that a refusal is about; that the model stands still is about none. */
  private static String field(Refusal refusal) {
    return switch (refusal.messageKey()) {
      case ModelSettings.DESCRIPTION_TOO_LONG -> "description";
      case ModelSettings.DOMAIN_TOO_LONG -> "other-domain";
      default -> "";
    };
  }
}
