package io.diction.customspeech;

import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The list of projects. */
@Controller
@GridSpec(
    sorts = {"created", "name", "language"},
    descending = true,
    filters = {"name", "language"})
class ProjectListController {
  static final String PATH = "/custom-speech";

  private final ProjectGrid grid;
  private final BaseModels baseModels;

  ProjectListController(ProjectGrid grid, BaseModels baseModels) {
    this.grid = grid;
    this.baseModels = baseModels;
  }

  @GetMapping(PATH)
  String page(
      GridQuery query, SignedIn user, Model view, HtmxRequest request, HtmxResponse response) {
    if (Pages.wantsFragment(request)) {
      // The form of the filters sends its empty fields, too.
      response.setPushUrl(query.link(PATH));
    }
    view.addAttribute("page", grid.page(query, user));
    view.addAttribute("languages", baseModels.languages());
    view.addAttribute(
        "texts", Map.of("language", baseModels.languageName(query.filter("language"))));
    view.addAttribute("tabs", SpeechTab.ALL);
    view.addAttribute("mayChange", user.role().isAdmin());
    return Pages.view(request, "customspeech/grid", "projects");
  }
}
