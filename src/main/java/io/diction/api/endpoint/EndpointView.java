package io.diction.api.endpoint;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.hook.EntityView;
import io.diction.api.hook.Stage;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Endpoints as they go out, to callers and to web hooks. */
@Service
class EndpointView implements EntityView {
  private final EndpointRows rows;
  private final PropertyRows properties;
  private final Projects projects;

  EndpointView(EndpointRows rows, PropertyRows properties, Projects projects) {
    this.rows = rows;
    this.properties = properties;
    this.projects = projects;
  }

  @Override
  public EntityKind kind() {
    return EntityKind.ENDPOINT;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<EndpointEntity> find(UUID id, Links links, SignedIn who) {
    return rows.find(who.organization(), id)
        .map(
            endpoint ->
                EndpointEntity.of(
                    endpoint, properties.get(EntityKind.ENDPOINT, id, who.organization()), links));
  }

  @Override
  public Optional<UUID> latest(Stage stage, SignedIn who) {
    return rows.latest(who.organization(), stage == Stage.COMPLETION, false);
  }

  @Transactional(readOnly = true)
  public Slice<EndpointEntity> page(ListQuery query, Links links, SignedIn who) {
    return entities(rows.page(who.organization(), query), links, who);
  }

  @Transactional(readOnly = true)
  public Slice<EndpointEntity> page(ProjectId project, ListQuery query, Links links, SignedIn who) {
    return entities(
        rows.page(who.organization(), projects.get(project, who).id(), query), links, who);
  }

  private Slice<EndpointEntity> entities(Slice<Endpoint> found, Links links, SignedIn who) {
    Map<UUID, Properties> said =
        properties.of(
            EntityKind.ENDPOINT,
            found.rows().stream().map(Endpoint::id).toList(),
            who.organization());
    return found.map(
        endpoint ->
            EndpointEntity.of(endpoint, said.getOrDefault(endpoint.id(), Properties.NONE), links));
  }
}
