package io.diction.custommodel.details;

import io.diction.audit.AuditEntry;
import io.diction.audit.AuditLog;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.ModelView;
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
  private final AuditLog log;
  private final Clock clock;

  ModelPages(
      CustomModels models,
      Versions versions,
      BaseModels baseModels,
      Jobs jobs,
      AuditLog log,
      Clock clock) {
    this.models = models;
    this.versions = versions;
    this.baseModels = baseModels;
    this.jobs = jobs;
    this.log = log;
    this.clock = clock;
  }

  /**
   * The head of a model's pages.
   *
   * @param model as this user sees it
   * @param place in the queue, from 1; 0 when not queued, or for others than its owner
   * @param leftSeconds of a training under way; null while nothing can be said
   * @param expired whether the version in use recognises no longer
   * @param baseModel the one of the accepted version, else the one a training would use now
   */
  public record Header(
      ModelView model,
      String languageName,
      @Nullable BaseModel baseModel,
      int place,
      @Nullable Double leftSeconds,
      boolean expired,
      ModelTab tab,
      List<ModelTab> tabs) {
    public Header {
      tabs = List.copyOf(tabs);
    }

    /** Whether nothing can be trained on yet, and this user may change that. */
    public boolean isFirstStep() {
      return model.isEditable() && model.status() == ModelStatus.NOT_RUNNING;
    }
  }

  /**
   * What happened to a model, the newest first, a page at a time.
   *
   * @param page from 1
   */
  public record Activity(List<AuditEntry> entries, int page, boolean more) {
    private static final int SIZE = 20;

    public Activity {
      entries = List.copyOf(entries);
    }
  }

  /** For its owner's people; a page beyond the last one is empty. */
  @Transactional(readOnly = true)
  public Activity activity(ModelView model, SignedIn user, int page) {
    int wanted = Math.max(1, Math.min(page, 1000));
    List<AuditEntry> found =
        model.isOwn()
            ? log.about(user, model.id().value(), (wanted - 1L) * Activity.SIZE, Activity.SIZE + 1)
            : List.of();
    boolean more = found.size() > Activity.SIZE;
    return new Activity(more ? found.subList(0, Activity.SIZE) : found, wanted, more);
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
