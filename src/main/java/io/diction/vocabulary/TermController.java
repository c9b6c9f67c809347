package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.vocabulary.VocabularyPage.Typed;
import io.diction.web.GridQuery;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What is changed of a model's vocabulary: a term, or a list of them. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary")
@VocabularyGrid
class TermController {
  private final VocabularyTerms terms;
  private final VocabularyPage page;
  private final Toasts toasts;

  TermController(VocabularyTerms terms, VocabularyPage page, Toasts toasts) {
    this.terms = terms;
    this.page = page;
    this.toasts = toasts;
  }

  @PostMapping
  String add(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String term,
      @RequestParam(defaultValue = "") String pronunciation,
      @RequestParam(defaultValue = "") String context,
      @RequestParam(defaultValue = "1") String weight,
      GridQuery query,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Typed typed = new Typed(term, pronunciation, context, weight, "");
    Optional<Refusal> refused =
        Refusal.of(() -> terms.add(id, term, pronunciation, context, typed.weightNumber(), user));
    if (refused.isPresent()) {
      view.addAttribute("termField", VocabularyPage.field(refused.get()));
      return page.again(id, refused.get(), "termRefused", typed, query, user, view, response);
    }
    toasts.success(redirect, "custommodel.term.added");
    return back(id);
  }

  @PostMapping("/import")
  String addAll(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String list,
      @RequestParam(required = false) MultipartFile file,
      GridQuery query,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Optional<Refusal> refused =
        Refusal.of(() -> redirect.addFlashAttribute("imported", read(id, list, file, user)));
    if (refused.isPresent()) {
      Typed typed = Typed.list(list);
      return page.again(id, refused.get(), "listRefused", typed, query, user, view, response);
    }
    return back(id);
  }

  private VocabularyTerms.Import read(
      CustomModelId id, String list, @Nullable MultipartFile file, SignedIn user) {
    if (file == null || file.isEmpty()) {
      return terms.addAll(id, list, user);
    }
    try (InputStream bytes = file.getInputStream()) {
      return terms.addAll(id, list, bytes, user);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String back(CustomModelId id) {
    return "redirect:" + ModelTab.VOCABULARY.path(id);
  }
}
