package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The question before a term is deleted, and the deed. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary/{term}/delete")
class DeleteTermController {
  private final VocabularyTerms terms;
  private final Toasts toasts;

  DeleteTermController(VocabularyTerms terms, Toasts toasts) {
    this.terms = terms;
    this.toasts = toasts;
  }

  @GetMapping
  String ask(
      @PathVariable CustomModelId id,
      @PathVariable UUID term,
      SignedIn user,
      HtmxRequest request,
      Model view) {
    String list = ModelTab.VOCABULARY.path(id);
    view.addAttribute(
        "question",
        new Question(
            "custommodel.term.delete.",
            terms.get(id, term, user).term(),
            "danger",
            list + "/" + term + "/delete",
            list,
            "models"));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping
  String delete(
      @PathVariable CustomModelId id,
      @PathVariable UUID term,
      SignedIn user,
      HtmxRequest htmx,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    terms.delete(id, term, user);
    toasts.success(redirect, "custommodel.term.deleted");
    return Pages.redirectBack(htmx, request, ModelTab.VOCABULARY.path(id));
  }
}
