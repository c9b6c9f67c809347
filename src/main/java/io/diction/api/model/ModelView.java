package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.hook.EntityView;
import io.diction.api.hook.Stage;
import io.diction.api.listing.ListQuery;
import io.diction.identity.SignedIn;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows versions of custom models to web hooks. */
@Component
class ModelView implements EntityView {
  private static final String ENDED = "status eq 'Succeeded' or status eq 'Failed'";

  private final ModelEntities entities;
  private final ModelList list;

  ModelView(ModelEntities entities, ModelList list) {
    this.entities = entities;
    this.list = list;
  }

  @Override
  public EntityKind kind() {
    return EntityKind.MODEL;
  }

  @Override
  public Optional<ModelEntity> find(UUID id, Links links, SignedIn who) {
    try {
      return Optional.of(entities.get(id, links, who));
    } catch (ApiError gone) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<UUID> latest(Stage stage, SignedIn who) {
    String filter = stage == Stage.COMPLETION ? ENDED : null;
    ListQuery newest = new ListQuery("/models", 0, 1, filter, Map.of());
    return list.page(who.organization(), newest).rows().stream().findFirst().map(ModelRow::id);
  }
}
