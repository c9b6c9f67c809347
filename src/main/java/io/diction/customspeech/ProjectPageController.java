package io.diction.customspeech;

import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is in a project, a page for each kind. */
@Controller
@RequestMapping("/custom-speech/projects/{id}")
@GridSpec(
    sorts = {"created", "name"},
    descending = true,
    filters = {"name"})
class ProjectPageController {
  private final Projects projects;
  private final SpeechMembers members;
  private final BaseModels baseModels;

  ProjectPageController(Projects projects, SpeechMembers members, BaseModels baseModels) {
    this.projects = projects;
    this.members = members;
    this.baseModels = baseModels;
  }

  @GetMapping
  String first(@PathVariable ProjectId id, SignedIn user) {
    return "redirect:" + SpeechTab.DATASETS.path(projects.get(id, user).id());
  }

  @GetMapping("/{tab:datasets|models|tests|endpoints}")
  String page(
      @PathVariable ProjectId id,
      @PathVariable String tab,
      GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HtmxResponse response) {
    Project project = projects.get(id, user);
    SpeechTab shown = SpeechTab.of(tab);
    String url = shown.path(id);
    if (Pages.wantsFragment(request) && !"members".equals(request.getTriggerId())) {
      response.setPushUrl(query.link(url));
    }
    GridPage<SpeechMember> page = members.page(shown, id, user.organization(), query);
    view.addAttribute("project", project);
    view.addAttribute("language", baseModels.languageName(project.locale()));
    view.addAttribute("tab", shown);
    view.addAttribute("tabs", SpeechTab.ALL);
    view.addAttribute("url", url);
    view.addAttribute("page", page);
    view.addAttribute("underWay", page.rows().stream().anyMatch(SpeechMember::isUnderWay));
    view.addAttribute("mayChange", user.role().isAdmin());
    return Pages.view(request, "customspeech/project", "members");
  }
}
