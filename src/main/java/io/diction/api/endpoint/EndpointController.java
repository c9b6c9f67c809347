package io.diction.api.endpoint;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Endpoints themselves. */
@RestController
@RequestMapping(Operation.BASE)
class EndpointController {
  private final ApiEndpoints endpoints;
  private final EndpointView view;
  private final DeployableModels models;

  EndpointController(ApiEndpoints endpoints, EndpointView view, DeployableModels models) {
    this.endpoints = endpoints;
    this.view = view;
    this.models = models;
  }

  @GetMapping("/endpoints")
  ResponseEntity<Paginated<EndpointEntity>> list(ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(view.page(query, links, who), query, links, EndpointEntity::isUnderWay);
  }

  @GetMapping("/projects/" + Operation.ID + "/endpoints")
  ResponseEntity<Paginated<EndpointEntity>> ofProject(
      @PathVariable ProjectId id, ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        view.page(id, query, links, who), query, links, EndpointEntity::isUnderWay);
  }

  @GetMapping("/endpoints/locales")
  ResponseEntity<List<String>> locales() {
    return Answers.ok(models.locales());
  }

  @PostMapping("/endpoints")
  ResponseEntity<EndpointEntity> create(Body body, Links links, SignedIn who) {
    EndpointEntity made = shown(endpoints.create(body, who), links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/endpoints/" + Operation.ID)
  ResponseEntity<EndpointEntity> get(@PathVariable UUID id, Links links, SignedIn who) {
    EndpointEntity endpoint = shown(id, links, who);
    return Answers.ok(endpoint, endpoint.isUnderWay());
  }

  @PatchMapping("/endpoints/" + Operation.ID)
  ResponseEntity<EndpointEntity> change(
      @PathVariable UUID id, Body body, Links links, SignedIn who) {
    endpoints.change(id, body, who);
    return get(id, links, who);
  }

  @DeleteMapping("/endpoints/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable UUID id, SignedIn who) {
    endpoints.delete(id, who);
    return Answers.noContent();
  }

  private EndpointEntity shown(UUID id, Links links, SignedIn who) {
    return view.find(id, links, who).orElseThrow(ApiError::notFound);
  }
}
