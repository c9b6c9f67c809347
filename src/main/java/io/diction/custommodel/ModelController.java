package io.diction.custommodel;

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

/** The details of one model: its head, and what can be changed of it. */
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

  @GetMapping
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    pages.fill(id, ModelTab.OVERVIEW, user, view);
    return "custommodel/details";
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
      RedirectAttributes redirect) {
    models.rename(id, name, user);
    toasts.success(redirect, "custommodel.updated");
    return "redirect:" + tab.path(id);
  }

  @PostMapping("/settings")
  String change(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String domain,
      @RequestParam(defaultValue = "false") boolean autoTrain,
      SignedIn user,
      RedirectAttributes redirect) {
    models.change(id, new ModelSettings(description, domain, autoTrain), user);
    toasts.success(redirect, "custommodel.updated");
    return "redirect:" + ModelTab.OVERVIEW.path(id);
  }
}
