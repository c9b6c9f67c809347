package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The tab of a model that tells how much the own organization uses it. */
@Controller
class ModelUsageController {
  private final ModelPages pages;
  private final ModelUsage usage;

  ModelUsageController(ModelPages pages, ModelUsage usage) {
    this.pages = pages;
    this.usage = usage;
  }

  @GetMapping("/custom-models/{id}/usage")
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    pages.fill(id, ModelTab.USAGE, user, view);
    view.addAttribute("use", usage.of(id, user.organization()));
    return "usage/tab";
  }
}
