package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.identity.SignedIn;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of a vocabulary shows, after whichever of its forms was sent. */
@Component
class VocabularyPage {
  static final String TEMPLATE = "vocabulary/vocabulary";

  private final VocabularyTerms terms;
  private final ModelPages pages;
  private final Proposals proposals;

  VocabularyPage(VocabularyTerms terms, ModelPages pages, Proposals proposals) {
    this.terms = terms;
    this.pages = pages;
    this.proposals = proposals;
  }

  /** What the forms hold: nothing, or what was typed and refused. */
  record Typed(String term, String pronunciation, String context, String weight, String list) {
    private static final Typed NOTHING = new Typed("", "", "", "1", "");

    static Typed of(VocabularyTerm term) {
      return new Typed(
          term.term(), term.pronunciation(), term.context(), Double.toString(term.weight()), "");
    }

    VocabularyTerm term(UUID id) {
      return VocabularyTerm.of(id, term, pronunciation, context, weightNumber());
    }

    /** Of whatever an address says: the form sends it only when somebody wants that. */
    static Typed missed(String term, String context) {
      return new Typed(term.strip(), "", context.strip(), "1", "");
    }

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
    GridPage<VocabularyTerm> page = terms.page(id, query, user);
    view.addAttribute("page", page);
    view.addAttribute(
        "unsaid",
        model.isEditable()
            ? page.rows().stream().filter(VocabularyTerm::isUnsaid).toList()
            : List.of());
    view.addAttribute("spoken", SpokenTerms.speaks(model.locale()));
    if (!view.containsAttribute("typed")) {
      view.addAttribute("typed", Typed.NOTHING);
    }
  }

  /** Adds to what {@link #fill} has filled how the terms without a pronunciation are said. */
  void propose(SignedIn user, Model view) {
    ModelView model = ((ModelPages.Header) view.getAttribute("model")).model();
    List<String> unsaid =
        ((List<?>) view.getAttribute("unsaid"))
            .stream().map(term -> ((VocabularyTerm) term).term()).toList();
    view.addAttribute("proposed", proposals.of(unsaid, model.locale(), user.organization()));
  }

  /** Where the sentence of a refusal belongs. */
  static String field(Refusal refusal) {
    for (String field : List.of("pronunciation", "context", "weight")) {
      if (refusal.messageKey().startsWith("custommodel.term." + field)) {
        return field;
      }
    }
    return "term";
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
