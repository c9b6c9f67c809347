package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.hook.EntityView;
import io.diction.api.hook.Stage;
import io.diction.identity.SignedIn;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Shows datasets to web hooks. */
@Component
class DatasetView implements EntityView {
  private final DatasetEntities entities;
  private final DatasetList list;

  DatasetView(DatasetEntities entities, DatasetList list) {
    this.entities = entities;
    this.list = list;
  }

  @Override
  public EntityKind kind() {
    return EntityKind.DATASET;
  }

  @Override
  public Optional<DatasetEntity> find(UUID id, Links links, SignedIn who) {
    try {
      return Optional.of(entities.get(id, links, who));
    } catch (ApiError gone) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<UUID> latest(Stage stage, SignedIn who) {
    return list.latest(who.organization(), stage == Stage.COMPLETION, false);
  }
}
