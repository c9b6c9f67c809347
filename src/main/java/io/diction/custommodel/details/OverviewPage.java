package io.diction.custommodel.details;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelSettings;
import io.diction.custommodel.ModelSettings.Domain;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the overview of a model shows, after whichever of its forms was sent. */
@Component
class OverviewPage {
  private final CustomModels models;
  private final ModelPages pages;
  private final Activities activities;

  OverviewPage(CustomModels models, ModelPages pages, Activities activities) {
    this.models = models;
    this.pages = pages;
    this.activities = activities;
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

  String show(CustomModelId id, String activity, @Nullable Typed typed, SignedIn user, Model view) {
    ModelView model = pages.fill(id, ModelTab.OVERVIEW, user, view);
    view.addAttribute("typed", typed == null ? Typed.of(model) : typed);
    view.addAttribute("domains", Domain.values());
    view.addAttribute("accesses", models.accesses(id, user));
    view.addAttribute("activity", activities.of(model, user, number(activity)));
    return "custommodel/details";
  }

  /** A page that is no number is the first one. */
  private static int number(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 1;
  }
}
