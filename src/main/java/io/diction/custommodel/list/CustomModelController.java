package io.diction.custommodel.list;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelStatus;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The grid of custom models. */
@Controller
@RequestMapping("/custom-models")
@GridSpec(
    sorts = {"modified", "name", "status", "language"},
    descending = true,
    filters = {"name", "status", "language"})
class CustomModelController {
  private final ModelGrid grid;
  private final BaseModels baseModels;
  private final Plan plan;

  CustomModelController(ModelGrid grid, BaseModels baseModels, Plan plan) {
    this.grid = grid;
    this.baseModels = baseModels;
    this.plan = plan;
  }

  @GetMapping
  String page(GridQuery query, SignedIn user, Model view) {
    view.addAttribute("plan", plan.of(user));
    return fill(query, user, view, "custommodel/grid");
  }

  @FragmentRequest
  @GetMapping
  String models(GridQuery query, SignedIn user, Model view, HtmxResponse response) {
    // The form of the filters sends its empty fields, too.
    response.setPushUrl(query.link("/custom-models"));
    return fill(query, user, view, "custommodel/grid :: models");
  }

  /** Where the rows under way stand now; asked again until none of them is. */
  @FragmentRequest
  @GetMapping("/states")
  String states(@RequestParam List<UUID> id, SignedIn user, Model view) {
    List<ModelRow> rows = grid.rows(id, user);
    view.addAttribute("rows", rows);
    view.addAttribute("underWay", underWay(rows));
    view.addAttribute("swapped", true);
    return "custommodel/states :: states";
  }

  private String fill(GridQuery query, SignedIn user, Model view, String template) {
    GridPage<ModelRow> page = grid.page(query, user);
    view.addAttribute("page", page);
    view.addAttribute("underWay", underWay(page.rows()));
    view.addAttribute("statuses", ModelStatus.values());
    view.addAttribute("languages", baseModels.languages());
    view.addAttribute("languageName", baseModels.languageName(query.filter("language")));
    view.addAttribute("mayDelete", CustomModels.mayDelete(user));
    return template;
  }

  private static List<ModelRow> underWay(List<ModelRow> rows) {
    return rows.stream().filter(ModelRow::isUnderWay).toList();
  }
}
