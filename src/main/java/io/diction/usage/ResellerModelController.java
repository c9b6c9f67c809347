package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Holder;
import io.diction.custommodel.ModelAccess;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.usage.ModelUse.Part;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Refusal.NotFound;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The reseller's custom models as cards, and one of them in figures. */
@Controller
@RequestMapping("/reseller/models")
class ResellerModelController {
  private static final int MOST_ORGANIZATIONS = 100;

  private final ModelCards cards;
  private final ModelUse use;
  private final CustomModels models;
  private final Versions versions;
  private final ModelAccess access;

  ResellerModelController(
      ModelCards cards, ModelUse use, CustomModels models, Versions versions, ModelAccess access) {
    this.cards = cards;
    this.use = use;
    this.models = models;
    this.versions = versions;
    this.access = access;
  }

  @GetMapping
  String page(
      @GridSpec(
              sorts = {"modified"},
              descending = true,
              filters = {"name"})
          GridQuery query,
      SignedIn user,
      Model view) {
    view.addAttribute("page", cards.page(query, user));
    return "usage/models";
  }

  @GetMapping("/{id}")
  String model(@PathVariable CustomModelId id, SignedIn user, Model view) {
    user.requireReseller();
    ModelView model = models.find(id, user).filter(ModelView::isOwn).orElseThrow(NotFound::new);
    List<ModelVersion> all = versions.list(id, user);
    List<Part> parts = use.parts(id, MOST_ORGANIZATIONS);
    List<Holder> holders = access.holders(id, user);
    view.addAttribute("shown", model);
    view.addAttribute("version", versions.accepted(id).orElse(null));
    view.addAttribute("newest", all.isEmpty() ? null : all.get(0));
    view.addAttribute("parts", parts);
    view.addAttribute("holders", holders);
    view.addAttribute("seconds", parts.stream().mapToDouble(Part::seconds).sum());
    return "usage/model";
  }
}
