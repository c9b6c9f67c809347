package io.diction.custommodel.list;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelContents.Contents;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The question before a custom model is deleted, and the deed. */
@Controller
@RequestMapping("/custom-models/{id}/delete")
class DeleteModelController {
  private static final String GRID = "/custom-models";

  private final CustomModels models;
  private final Leaving leaving;
  private final Toasts toasts;

  DeleteModelController(CustomModels models, Leaving leaving, Toasts toasts) {
    this.models = models;
    this.leaving = leaving;
    this.toasts = toasts;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    return ask(id, user, view, "custommodel/delete");
  }

  @FragmentRequest
  @GetMapping
  String dialog(@PathVariable CustomModelId id, SignedIn user, Model view) {
    return ask(id, user, view, "custommodel/delete :: delete");
  }

  @PostMapping
  String delete(@PathVariable CustomModelId id, SignedIn user, RedirectAttributes redirect) {
    models.delete(id, user);
    toasts.success(redirect, "custommodel.deleted");
    return "redirect:" + GRID;
  }

  @FragmentRequest
  @PostMapping
  String deleteInDialog(
      @PathVariable CustomModelId id,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    models.delete(id, user);
    toasts.success(redirect, "custommodel.deleted");
    return Pages.redirectBack(request, GRID, List.of(GRID));
  }

  private String ask(CustomModelId id, SignedIn user, Model view, String template) {
    models.requireDeletable(id, user);
    List<String> losing = models.sharedWith(id, user);
    ModelView model = models.get(id, user);
    List<Contents> contents = leaving.of(model);
    view.addAttribute("id", id);
    view.addAttribute("name", model.name());
    view.addAttribute("going", contents.stream().filter(part -> part.going() > 0).toList());
    view.addAttribute(
        "staying",
        contents.stream()
            .flatMap(part -> part.staying().stream())
            .collect(Collectors.joining(", ")));
    view.addAttribute("losing", String.join(", ", losing));
    return template;
  }
}
