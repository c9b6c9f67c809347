package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.vocabulary.VocabularyPage.Typed;
import io.diction.web.FragmentRequest;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form that changes a term of a model's vocabulary. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary/{term}")
class ChangeTermController {
  private static final String TEMPLATE = "vocabulary/term";

  private final VocabularyTerms terms;
  private final Toasts toasts;

  ChangeTermController(VocabularyTerms terms, Toasts toasts) {
    this.terms = terms;
    this.toasts = toasts;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, @PathVariable UUID term, SignedIn user, Model view) {
    return ask(id, term, user, view, TEMPLATE);
  }

  @FragmentRequest
  @GetMapping
  String dialog(
      @PathVariable CustomModelId id, @PathVariable UUID term, SignedIn user, Model view) {
    return ask(id, term, user, view, TEMPLATE + " :: change");
  }

  @PostMapping
  String change(
      @PathVariable CustomModelId id,
      @PathVariable("term") UUID termId,
      @RequestParam(name = "term", defaultValue = "") String term,
      @RequestParam(defaultValue = "") String pronunciation,
      @RequestParam(defaultValue = "") String context,
      @RequestParam(defaultValue = "1") String weight,
      SignedIn user,
      HtmxRequest htmx,
      HttpServletRequest request,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Typed typed = new Typed(term, pronunciation, context, weight, "");
    Optional<Refusal> refused = Refusal.of(() -> terms.change(id, typed.term(termId), user));
    if (refused.isPresent()) {
      response.setStatus(refused.get().code().status().value());
      view.addAttribute("refused", refused.get());
      view.addAttribute("field", VocabularyPage.field(refused.get()));
      return fill(id, termId, typed, view, TEMPLATE);
    }
    toasts.success(redirect, "custommodel.term.changed");
    return Pages.redirectBack(htmx, request, ModelTab.VOCABULARY.path(id));
  }

  private String ask(CustomModelId id, UUID term, SignedIn user, Model view, String template) {
    return fill(id, term, Typed.of(terms.get(id, term, user)), view, template);
  }

  private static String fill(
      CustomModelId id, UUID term, Typed typed, Model view, String template) {
    view.addAttribute("id", id);
    view.addAttribute("termId", term);
    view.addAttribute("typed", typed);
    return template;
  }
}
