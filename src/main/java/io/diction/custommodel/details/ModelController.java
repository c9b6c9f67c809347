package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelPages;
import io.diction.custommodel.ModelSettings;
import io.diction.custommodel.ModelSettings.Domain;
import io.diction.custommodel.ModelTab;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The details of one model: its head, what can be changed of it, and what happened to it. */
@Controller
@RequestMapping("/custom-models/{id}")
class ModelController {
  private final CustomModels models;
  private final ModelPages pages;
  private final Toasts toasts;

  ModelController(CustomModels models, ModelPages pages, Toasts toasts) {
    this.models = models;
    this.pages = pages;
    this.toasts = toasts;
  }

  /** What the form of the settings holds: what the model has, or what was typed and refused. */
  record Typed(String description, String domain, String otherDomain, boolean autoTrain) {
    static Typed of(ModelView model) {
      boolean other = ModelSettings.isOther(model.domain());
      return new Typed(
          model.description(),
          other ? ModelSettings.OTHER : model.domain(),
          other ? model.domain() : "",
          model.autoTrain());
    }

    ModelSettings settings() {
      return new ModelSettings(description, ModelSettings.domain(domain, otherDomain), autoTrain);
    }
  }

  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "1") String activity,
      SignedIn user,
      Model view) {
    return show(id, activity, null, user, view);
  }

  /** The head alone, asked again by itself while a training is under way. */
  @FragmentRequest
  @GetMapping("/header")
  String header(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "OVERVIEW") ModelTab tab,
      SignedIn user,
      Model view) {
    pages.fill(id, tab, user, view);
    return "custommodel/header :: model-header(model=${model})";
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
      return show(id, "1", null, user, view);
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
      return show(id, "1", typed, user, view);
    }
    toasts.success(redirect, "custommodel.updated");
    return "redirect:" + ModelTab.OVERVIEW.path(id);
  }

  private String show(
      CustomModelId id, String activity, @Nullable Typed typed, SignedIn user, Model view) {
    ModelView model = pages.fill(id, ModelTab.OVERVIEW, user, view);
    view.addAttribute("typed", typed == null ? Typed.of(model) : typed);
    view.addAttribute("domains", Domain.values());
    view.addAttribute("accesses", models.accesses(id, user));
    view.addAttribute("activity", pages.activity(model, number(activity)));
    return "custommodel/details";
  }

  /** A page that is no number is the first one. */
  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 1;
  }
}
