package io.diction.custommodel.details;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.UploadLimits;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import java.time.Clock;
import java.time.OffsetDateTime;
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
  private final Jobs jobs;
  private final UploadLimits limits;
  private final Clock clock;

  ModelPages(
      CustomModels models,
      Versions versions,
      BaseModels baseModels,
      Jobs jobs,
      UploadLimits limits,
      Clock clock) {
    this.models = models;
    this.versions = versions;
    this.baseModels = baseModels;
    this.jobs = jobs;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * The head of a model's pages.
   *
   * @param model as this user sees it
   * @param place in the queue, from 1; 0 when not queued, or for others than its owner
   * @param leftSeconds of a training under way; null while nothing can be said
   * @param expired whether the version in use recognises no longer
   * @param training whether the button that starts a training is there
   * @param files most files of one upload
   * @param largestFile of an upload, bytes
   * @param baseModel the one of the accepted version, else the one a training would use now
   */
  public record Header(
      ModelView model,
      String languageName,
      @Nullable BaseModel baseModel,
      int place,
      @Nullable Double leftSeconds,
      boolean expired,
      boolean training,
      int files,
      long largestFile,
      ModelTab tab,
      List<ModelTab> tabs) {
    public Header {
      tabs = List.copyOf(tabs);
    }

    /** Which help fits the status, as in message keys. */
    public String help() {
      if (model.queued()) {
        return "queued";
      }
      if (model.startsByItself()) {
        return "by-itself";
      }
      if (!isTrained()) {
        return model.status().key();
      }
      return model.isArchived()
          ? "archived"
          : model.acceptedVersion() == null ? "unaccepted" : expired ? helpExpired() : "success";
    }

    /** One that was trained elsewhere and has no data here cannot be trained again. */
    private String helpExpired() {
      return model.fed() ? "expired" : "expired-elsewhere";
    }

    private boolean isTrained() {
      return model.status() == ModelStatus.SUCCESS;
    }

    /** Whether nothing can be trained on yet, and this user may change that. */
    public boolean isFirstStep() {
      return model.isEditable() && model.status() == ModelStatus.NOT_RUNNING;
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
    OffsetDateTime now = OffsetDateTime.now(clock);
    return new Header(
        model,
        baseModels.languageName(model.locale()),
        baseModel(model),
        place(model),
        model.leftSeconds(now),
        model.isExpired(now),
        model.offersTraining(now),
        limits.files(),
        limits.largestFile().toBytes(),
        tab,
        tabs);
  }

  private int place(ModelView model) {
    return model.isOwn() && model.queued() && model.job() != null
        ? jobs.place(model.owner(), model.job())
        : 0;
  }

  private @Nullable BaseModel baseModel(ModelView model) {
    if (model.acceptedVersion() != null) {
      BaseModelId used = versions.inUse(model).orElseThrow().baseModel();
      return baseModels.find(used.value()).orElse(null);
    }
    return baseModels.trainable(model.locale()).stream().findFirst().orElse(null);
  }
}
