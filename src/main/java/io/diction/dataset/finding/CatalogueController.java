package io.diction.dataset.finding;

import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The failure catalogue: reports and error pages lead to its entries by their names. */
@Controller
class CatalogueController {
  private static final int LONGEST_SEARCH = 100;

  private final Catalogue catalogue;

  CatalogueController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/help/errors")
  String show(@RequestParam(defaultValue = "") String words, Locale locale, Model view) {
    String searched = words.substring(0, Math.min(LONGEST_SEARCH, words.length()));
    view.addAttribute("words", searched);
    view.addAttribute("findings", catalogue.findings(searched, locale));
    view.addAttribute("errors", catalogue.errors(searched, locale));
    return "dataset/catalogue";
  }
}
