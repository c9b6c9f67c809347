package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelPages;
import io.diction.custommodel.ModelTab;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The vocabulary of a model. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary")
@GridSpec(
    sorts = {"term", "weight"},
    filters = "term")
class VocabularyController {
  private final VocabularyTerms terms;
  private final ModelPages pages;
  private final Toasts toasts;

  VocabularyController(VocabularyTerms terms, ModelPages pages, Toasts toasts) {
    this.terms = terms;
    this.pages = pages;
    this.toasts = toasts;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    return fill(id, query, user, view, "vocabulary/vocabulary");
  }

  @FragmentRequest
  @GetMapping
  String list(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    return fill(id, query, user, view, "vocabulary/vocabulary :: terms");
  }

  /** What the forms hold: nothing, or what was typed and refused. */
  record Typed(String term, String pronunciation, String context, String weight, String list) {
    static final Typed NOTHING = new Typed("", "", "", "1", "");

    /** Not a number where none can be read, which no term takes for its weight. */
    double weightNumber() {
      return weight.matches("\\s*\\d{1,6}([.,]\\d{1,6})?\\s*")
          ? Double.parseDouble(weight.strip().replace(',', '.'))
          : Double.NaN;
    }
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
      view.addAttribute("termField", field(refused.get().messageKey()));
      return again(id, refused.get(), "termRefused", typed, query, user, view, response);
    }
    toasts.success(redirect, "custommodel.term.added");
    return back(id);
  }

  /** Where the sentence of a refusal belongs. */
  private static String field(String messageKey) {
    for (String field : List.of("pronunciation", "context", "weight")) {
      if (messageKey.startsWith("custommodel.term." + field)) {
        return field;
      }
    }
    return "term";
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
      Typed typed = new Typed("", "", "", "1", list);
      return again(id, refused.get(), "listRefused", typed, query, user, view, response);
    }
    return back(id);
  }

  private VocabularyTerms.Import read(
      CustomModelId id, String list, @Nullable MultipartFile file, SignedIn user) {
    if (file == null || file.isEmpty()) {
      return terms.addAll(id, list, user);
    }
    try (InputStream bytes = file.getInputStream()) {
      return terms.addAll(id, bytes, user);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private String again(
      CustomModelId id,
      Refusal refusal,
      String name,
      Typed typed,
      GridQuery query,
      SignedIn user,
      Model view,
      HttpServletResponse response) {
    response.setStatus(refusal.code().status().value());
    view.addAttribute(name, refusal);
    view.addAttribute("typed", typed);
    // The form's field is called like the filter, which nobody set here.
    return fill(id, query.withoutFilters(), user, view, "vocabulary/vocabulary");
  }

  @PostMapping("/{term}/delete")
  String delete(
      @PathVariable CustomModelId id,
      @PathVariable UUID term,
      SignedIn user,
      RedirectAttributes redirect) {
    terms.delete(id, term, user);
    toasts.success(redirect, "custommodel.term.deleted");
    return back(id);
  }

  private String fill(
      CustomModelId id, GridQuery query, SignedIn user, Model view, String template) {
    ModelView model = pages.fill(id, ModelTab.VOCABULARY, user, view);
    view.addAttribute("page", terms.page(id, query, user));
    view.addAttribute("spoken", SpokenTerms.speaks(model.locale()));
    if (!view.containsAttribute("typed")) {
      view.addAttribute("typed", Typed.NOTHING);
    }
    return template;
  }

  private static String back(CustomModelId id) {
    return "redirect:" + ModelTab.VOCABULARY.path(id);
  }
}
