package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.details.ModelPages;
import io.diction.custommodel.details.ModelTab;
import io.diction.evaluation.guard.GuardSets;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The tests of a model. */
@Controller
@RequestMapping("/custom-models/{id}/tests")
@GridSpec(sorts = "created", descending = true)
class TestsController {
  private final Tests tests;
  private final StandingTests standing;
  private final GuardSets guards;
  private final ModelPages pages;

  TestsController(Tests tests, StandingTests standing, GuardSets guards, ModelPages pages) {
    this.tests = tests;
    this.standing = standing;
    this.guards = guards;
    this.pages = pages;
  }

  @GetMapping
  String page(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    return fill(id, query, user, view, "evaluation/tests");
  }

  @FragmentRequest
  @GetMapping
  String tests(@PathVariable CustomModelId id, GridQuery query, SignedIn user, Model view) {
    return fill(id, query, user, view, "evaluation/tests :: tests");
  }

  private String fill(
      CustomModelId id, GridQuery query, SignedIn user, Model view, String template) {
    ModelView model = pages.fill(id, ModelTab.TESTS, user, view);
    GridPage<Tests.Seen> page = tests.page(id, query, user);
    view.addAttribute("page", page);
    view.addAttribute("history", tests.history(model));
    view.addAttribute("sets", standing.offer(model));
    view.addAttribute("standing", standing.of(id));
    view.addAttribute("guard", guards.guard(model.owner(), model.locale()).orElse(null));
    view.addAttribute("mayGuard", model.isOwn() && GuardSets.mayManage(user));
    view.addAttribute("path", ModelTab.TESTS.path(id));
    view.addAttribute("mayTest", Tests.mayTest(model));
    view.addAttribute("underWay", page.rows().stream().anyMatch(row -> !row.run().isFinished()));
    return template;
  }
}
