package io.diction.custommodel;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;

/**
 * What every page about one model shows on top. A tab's controller calls {@link #fill}, its
 * template begins with {@code custommodel/header :: model-header(${model})}.
 */
@Service
public class ModelPages {
  private final CustomModels models;
  private final Versions versions;
  private final BaseModels baseModels;

  ModelPages(CustomModels models, Versions versions, BaseModels baseModels) {
    this.models = models;
    this.versions = versions;
    this.baseModels = baseModels;
  }

  /**
   * The head of a model's pages.
   *
   * @param model as this user sees it
   * @param baseModel the one of the accepted version, else the one a training would use now
   */
  public record Header(
      ModelView model,
      String languageName,
      @Nullable BaseModel baseModel,
      ModelTab tab,
      List<ModelTab> tabs) {
    public Header {
      tabs = List.copyOf(tabs);
    }
  }

  /** Adds the head to a page as {@code model}; a model the user does not see is not found. */
  @Transactional(readOnly = true)
  public ModelView fill(CustomModelId id, ModelTab tab, SignedIn user, Model view) {
    Header header = header(id, tab, user);
    view.addAttribute("model", header);
    return header.model();
  }

  @Transactional(readOnly = true)
  public Header header(CustomModelId id, ModelTab tab, SignedIn user) {
    ModelView model = models.get(id, user);
    List<ModelTab> tabs =
        Stream.of(ModelTab.values()).filter(each -> model.isOwn() || !each.isForOwner()).toList();
    return new Header(model, baseModels.languageName(model.locale()), baseModel(model), tab, tabs);
  }

  private @Nullable BaseModel baseModel(ModelView model) {
    if (model.acceptedVersion() != null) {
      BaseModelId used = versions.accepted(model.id()).orElseThrow().baseModel();
      return baseModels.find(used.value()).orElse(null);
    }
    return baseModels.trainable(model.locale()).stream().findFirst().orElse(null);
  }
}
