package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.vocabulary.VocabularyPage.Typed;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The vocabulary of a model. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary")
@VocabularyGrid
class VocabularyController {
  private final VocabularyPage page;

  VocabularyController(VocabularyPage page) {
    this.page = page;
  }

  /**
   * The page.
   *
   * @param proposals whether it waits for proposed pronunciations, for who has no script to add
   *     them
   * @param add a term that the form is filled with, for who comes from where it was missed
   * @param context and a sentence that it is said in
   */
  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      @RequestParam(defaultValue = "false") boolean proposals,
      @RequestParam(defaultValue = "") String add,
      @RequestParam(defaultValue = "") String context,
      GridQuery query,
      SignedIn user,
      Model view) {
    if (!add.isBlank()) {
      view.addAttribute("typed", Typed.missed(add, context));
    }
    page.fill(id, query, user, view);
    if (proposals) {
      page.propose(user, view);
    }
    return VocabularyPage.TEMPLATE;
  }

  /** How the terms of a page are probably said: not known at once after a start. */
  @FragmentRequest
  @GetMapping("/proposals")
  String proposals(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    page.fill(id, query, user, view);
    page.propose(user, view);
    return "vocabulary/proposals :: proposals";
  }

  @FragmentRequest
  @GetMapping
  String list(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    page.fill(id, query, user, view);
    return VocabularyPage.TEMPLATE + " :: terms";
  }
}
