package io.diction.evaluation.guard;

import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.details.ModelTab;
import io.diction.dataset.DatasetId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Toasts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What all versions of an organization's models are held to, and how one version does. */
@Controller
class GuardController {
  private static final String BACK = "redirect:/guard-sets";

  private final GuardSets sets;
  private final GuardMeasurements measurements;
  private final BaseModels baseModels;
  private final Toasts toasts;

  GuardController(
      GuardSets sets, GuardMeasurements measurements, BaseModels baseModels, Toasts toasts) {
    this.sets = sets;
    this.measurements = measurements;
    this.baseModels = baseModels;
    this.toasts = toasts;
  }

  /**
   * A language.
   *
   * @param guard null where its models are held to nothing
   * @param points that a new choice begins with
   */
  record Part(Language language, @Nullable Guard guard, double points, List<GuardSet> sets) {}

  @GetMapping("/guard-sets")
  String page(SignedIn user, Model view) {
    List<GuardSet> usable = sets.usable(user);
    List<Part> parts = new ArrayList<>();
    for (Language language : baseModels.languages()) {
      parts.add(
          new Part(
              language,
              sets.guard(user.organization(), language.locale()).orElse(null),
              sets.points(user.organization(), language.locale()),
              usable.stream().filter(set -> set.locale().equals(language.locale())).toList()));
    }
    view.addAttribute("parts", parts);
    view.addAttribute("own", user.organization().value());
    view.addAttribute("mayOffer", user.role() == Role.SYSOP);
    return "evaluation/guard-sets";
  }

  @PostMapping("/guard-sets/choice")
  String choose(
      @RequestParam String locale,
      @RequestParam(required = false) @Nullable UUID set,
      @RequestParam double points,
      SignedIn user,
      RedirectAttributes redirect) {
    if (baseModels.findLanguage(locale).isEmpty()) {
      throw new NotFound();
    }
    sets.choose(locale, set, points, user);
    toasts.success(redirect, "evaluation.guard.chosen");
    return BACK;
  }

  @PostMapping("/guard-sets/{set}/offer")
  String offer(
      @PathVariable UUID set,
      @RequestParam(defaultValue = "true") boolean offered,
      SignedIn user,
      RedirectAttributes redirect) {
    sets.offer(set, offered, user);
    toasts.success(redirect, offered ? "evaluation.guard.offered" : "evaluation.guard.withdrawn");
    return BACK;
  }

  @GetMapping("/guard-sets/{set}/delete")
  String askDelete(@PathVariable UUID set, SignedIn user, Model view) {
    view.addAttribute("set", sets.requireOwn(set, user));
    return "evaluation/guard-delete";
  }

  @PostMapping("/guard-sets/{set}/delete")
  String delete(@PathVariable UUID set, SignedIn user, RedirectAttributes redirect) {
    sets.delete(set, user);
    toasts.success(redirect, "evaluation.guard.deleted");
    return BACK;
  }

  @PostMapping("/custom-models/{id}/tests/guard")
  String make(
      @PathVariable CustomModelId id,
      @RequestParam(name = "dataset", defaultValue = "") List<UUID> datasets,
      @RequestParam(defaultValue = "") String name,
      SignedIn user,
      RedirectAttributes redirect)
      throws IOException {
    GuardSet set = sets.make(id, name, datasets.stream().map(DatasetId::new).toList(), user);
    long words = sets.words(set);
    if (words < GuardResult.FEWEST_WORDS) {
      toasts.warning(redirect, "evaluation.guard.made-small", words, GuardResult.FEWEST_WORDS);
    } else {
      toasts.success(redirect, "evaluation.guard.made");
    }
    return "redirect:" + ModelTab.TESTS.path(id);
  }

  @PostMapping("/custom-models/{id}/versions/{version}/guard")
  String measure(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    measurements.begin(id, version, user);
    toasts.success(redirect, "evaluation.guard.begun");
    return "redirect:" + ModelTab.VERSIONS.path(id) + "/" + version;
  }
}
