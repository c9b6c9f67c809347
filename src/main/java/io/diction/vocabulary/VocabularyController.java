package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelPages;
import io.diction.custommodel.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Toasts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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

  @PostMapping
  String add(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String term,
      @RequestParam(defaultValue = "") String pronunciation,
      @RequestParam(defaultValue = "") String context,
      @RequestParam(defaultValue = "1") double weight,
      SignedIn user,
      RedirectAttributes redirect) {
    terms.add(id, term, pronunciation, context, weight, user);
    toasts.success(redirect, "custommodel.term.added");
    return back(id);
  }

  @PostMapping("/import")
  String addAll(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "") String list,
      @RequestParam(required = false) MultipartFile file,
      SignedIn user,
      RedirectAttributes redirect)
      throws IOException {
    VocabularyTerms.Import done;
    if (file == null || file.isEmpty()) {
      done = terms.addAll(id, list, user);
    } else {
      try (InputStream bytes = file.getInputStream()) {
        done = terms.addAll(id, bytes, user);
      }
    }
    redirect.addFlashAttribute("imported", done);
    return back(id);
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

  @GetMapping("/export")
  ResponseEntity<String> export(@PathVariable CustomModelId id, SignedIn user) {
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename("vocabulary.csv").build().toString())
        .body(terms.export(id, user));
  }

  private String fill(
      CustomModelId id, GridQuery query, SignedIn user, Model view, String template) {
    pages.fill(id, ModelTab.VOCABULARY, user, view);
    view.addAttribute("page", terms.page(id, query, user));
    return template;
  }

  private static String back(CustomModelId id) {
    return "redirect:" + ModelTab.VOCABULARY.path(id);
  }
}
