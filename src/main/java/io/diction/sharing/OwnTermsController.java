package io.diction.sharing;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Terms on top of a model of others. */
@Controller
@RequestMapping("/custom-models/{id}/own-terms")
class OwnTermsController {
  private final OwnVocabulary vocabulary;
  private final ModelPages pages;
  private final Toasts toasts;

  OwnTermsController(OwnVocabulary vocabulary, ModelPages pages, Toasts toasts) {
    this.vocabulary = vocabulary;
    this.pages = pages;
    this.toasts = toasts;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, SignedIn user, Model view) {
    return show(id, vocabulary.list(id, user).text(), List.of(), user, view);
  }

  @PostMapping
  String save(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String terms,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    ModelView model = vocabulary.requireUsable(id, user);
    AtomicReference<OwnTermList> read = new AtomicReference<>();
    Optional<Refusal> refused = Refusal.of(() -> read.set(OwnTermList.read(terms)));
    if (refused.isPresent()) {
      response.setStatus(refused.get().code().status().value());
      view.addAttribute("refused", refused.get());
      return show(id, terms, List.of(), user, view);
    }
    if (!read.get().problems().isEmpty()) {
      response.setStatus(ErrorCode.VALIDATION_FAILED.status().value());
      return show(id, terms, read.get().problems(), user, view);
    }
    vocabulary.set(id, read.get().terms(), user);
    toasts.success(redirect, "sharing.terms.saved", read.get().terms().size(), model.name());
    return "redirect:" + ModelTab.SHARING.path(id);
  }

  private String show(
      CustomModelId id,
      String text,
      List<OwnTermList.Problem> problems,
      SignedIn user,
      Model view) {
    var unused = pages.fill(id, ModelTab.SHARING, user, view);
    view.addAttribute("terms", text);
    view.addAttribute("problems", problems);
    view.addAttribute("most", OwnTermList.MOST_TERMS);
    return "sharing/own-terms";
  }
}
