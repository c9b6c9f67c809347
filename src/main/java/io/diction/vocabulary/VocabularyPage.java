package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of a vocabulary shows, after whichever of its forms was sent. */
@Component
class VocabularyPage {
  static final String TEMPLATE = "vocabulary/vocabulary";

  private final VocabularyTerms terms;
  private final ModelPages pages;

  VocabularyPage(VocabularyTerms terms, ModelPages pages) {
    this.terms = terms;
    this.pages = pages;
  }

  /** What the forms hold: nothing, or what was typed and refused. */
  record Typed(String term, String pronunciation, String context, String weight, String list) {
    private static final Typed NOTHING = new Typed("", "", "", "1", "");

    static Typed list(String list) {
      return new Typed("", "", "", "1", list);
    }

    /** Not a number where none can be read, which no term takes for its weight. */
    double weightNumber() {
      return weight.matches("\\s*\\d{1,6}([.,]\\d{1,6})?\\s*")
          ? Double.parseDouble(weight.strip().replace(',', '.'))
          : Double.NaN;
    }
  }

  void fill(CustomModelId id, GridQuery query, SignedIn user, Model view) {
    ModelView model = pages.fill(id, ModelTab.VOCABULARY, user, view);
    view.addAttribute("page", terms.page(id, query, user));
    view.addAttribute("spoken", SpokenTerms.speaks(model.locale()));
    if (!view.containsAttribute("typed")) {
      view.addAttribute("typed", Typed.NOTHING);
    }
  }

  /**
   * The page once more, with what was typed.
   *
   * @param name of the refusal in the page
   */
  String again(
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
    fill(id, query.withoutFilters(), user, view);
    return TEMPLATE;
  }
}
