package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The vocabulary of a model. */
@Controller
@RequestMapping("/custom-models/{id}/vocabulary")
@VocabularyGrid
class VocabularyController {
  private final VocabularyPage page;

  VocabularyController(VocabularyPage page) {
    this.page = page;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    page.fill(id, query, user, view);
    return VocabularyPage.TEMPLATE;
  }

  @FragmentRequest
  @GetMapping
  String list(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    page.fill(id, query, user, view);
    return VocabularyPage.TEMPLATE + " :: terms";
  }
}
