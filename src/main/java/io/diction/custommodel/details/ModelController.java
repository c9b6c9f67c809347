package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The details of one model and its head alone. */
@Controller
@RequestMapping("/custom-models/{id}")
class ModelController {
  private final OverviewPage overview;
  private final ModelPages pages;

  ModelController(OverviewPage overview, ModelPages pages) {
    this.overview = overview;
    this.pages = pages;
  }

  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "1") String activity,
      SignedIn user,
      Model view) {
    return overview.show(id, activity, null, user, view);
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
}
