package io.diction.api.project;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Projects themselves; lists of their members are made where the members are. */
@RestController
@RequestMapping(Operation.BASE + "/projects")
class ProjectController {
  private final ApiProjects projects;

  ProjectController(ApiProjects projects) {
    this.projects = projects;
  }

  @GetMapping
  ResponseEntity<Paginated<ProjectEntity>> list(ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(projects.list(query, links, who), query, links, project -> false);
  }

  @GetMapping("/locales")
  ResponseEntity<List<String>> locales() {
    return Answers.ok(projects.locales());
  }

  @PostMapping
  ResponseEntity<ProjectEntity> create(Body body, Links links, SignedIn who) {
    ProjectEntity made = projects.create(body, links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/" + Operation.ID)
  ResponseEntity<ProjectEntity> get(@PathVariable ProjectId id, Links links, SignedIn who) {
    return Answers.ok(projects.get(id, links, who));
  }

  @PatchMapping("/" + Operation.ID)
  ResponseEntity<ProjectEntity> change(
      @PathVariable ProjectId id, Body body, Links links, SignedIn who) {
    return Answers.ok(projects.change(id, body, links, who));
  }

  @DeleteMapping("/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable ProjectId id, SignedIn who) {
    projects.delete(id, who);
    return Answers.noContent();
  }
}
