package io.diction.custommodel.list;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelSettings.Domain;
import io.diction.identity.SignedIn;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the form of a new model shows, empty or with what was typed and refused. */
@Component
class NewModelDialog {
  private final CustomModels models;
  private final BaseModels baseModels;

  NewModelDialog(CustomModels models, BaseModels baseModels) {
    this.models = models;
    this.baseModels = baseModels;
  }

  String blank(SignedIn user, Model view, String template) {
    return show(new NewModelForm(null, null, null, null, null), user, view, template);
  }

  String show(NewModelForm form, SignedIn user, Model view, String template) {
    view.addAttribute("form", form);
    view.addAttribute("languages", baseModels.trainableLanguages());
    view.addAttribute("domains", Domain.values());
    view.addAttribute("room", models.room(user).orElse(null));
    view.addAttribute("used", false);
    return template;
  }
}
