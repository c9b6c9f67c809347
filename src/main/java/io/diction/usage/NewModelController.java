package io.diction.usage;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.custommodel.ModelSettings.Domain;
import io.diction.identity.SignedIn;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** {@code Create Custom Model} on the reseller's dashboard. */
@Controller("resellersNewModelController")
@RequestMapping("/reseller/models")
class NewModelController {
  private final CustomModels models;
  private final BaseModels baseModels;
  private final Toasts toasts;

  NewModelController(CustomModels models, BaseModels baseModels, Toasts toasts) {
    this.models = models;
    this.baseModels = baseModels;
    this.toasts = toasts;
  }

  /** What was typed. */
  record Typed(String name, String description, String locale, String domain, String otherDomain) {}

  @GetMapping("/new")
  String ask(SignedIn user, Model view, HtmxRequest request) {
    user.requireReseller();
    return show(new Typed("", "", "", "", ""), view, request);
  }

  @PostMapping
  String create(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String description,
      @RequestParam(defaultValue = "") String locale,
      @RequestParam(defaultValue = "") String domain,
      @RequestParam(defaultValue = "") String otherDomain,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    user.requireReseller();
    AtomicReference<CustomModelId> made = new AtomicReference<>();
    Optional<Refusal> refused =
        Refusal.of(
            () ->
                made.set(
                    models.create(
                        new ModelName(name),
                        locale,
                        new ModelSettings(
                            description, ModelSettings.domain(domain, otherDomain), false),
                        user)));
    if (refused.isEmpty()) {
      toasts.success(redirect, "custommodel.created");
      return Pages.redirect(request, "/custom-models/" + made.get());
    }
    response.setStatus(refused.get().code().status().value());
    view.addAttribute("refused", refused.get());
    return show(new Typed(name, description, locale, domain, otherDomain), view, request);
  }

  private String show(Typed typed, Model view, HtmxRequest request) {
    view.addAttribute("typed", typed);
    view.addAttribute("languages", baseModels.trainableLanguages());
    view.addAttribute("domains", Domain.values());
    return Pages.view(request, "usage/new", "create");
  }
}
