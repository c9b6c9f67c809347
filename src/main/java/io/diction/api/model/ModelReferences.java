package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.NotFound;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the models that requests name, and names models to callers: {@code
 * references.requireUsable(body.reference("model", ModelReferences.kinds()), "model", locale,
 * who)}.
 */
@Service
public class ModelReferences {
  private final ModelList list;
  private final CustomModels models;
  private final ModelData data;
  private final BaseModels baseModels;
  private final SharedReferences shared;
  private final Clock clock;

  ModelReferences(
      ModelList list,
      CustomModels models,
      ModelData data,
      BaseModels baseModels,
      SharedReferences shared,
      Clock clock) {
    this.list = list;
    this.models = models;
    this.data = data;
    this.baseModels = baseModels;
    this.shared = shared;
    this.clock = clock;
  }

  /** Both kinds of models, for properties that take either. */
  public static EntityKind[] kinds() {
    return new EntityKind[] {EntityKind.MODEL, EntityKind.BASE_MODEL};
  }

  /** Whatever its status and dates; one of another organization does not exist. */
  @Transactional(readOnly = true)
  public Optional<ReferencedModel> find(EntityReference reference, SignedIn who) {
    return switch (reference.kind()) {
      case BASE_MODEL -> baseModels.find(reference.id()).map(ReferencedModel::of);
      case MODEL ->
          list.find(who.organization(), reference.id())
              .map(row -> ReferencedModel.of(row, baseModels.get(row.baseModel())));
      default -> Optional.empty();
    };
  }

  /**
   * Holds the custom models that are named until the caller's transaction ends: who deletes one, or
   * a version of it, asks under the same lock what works with it. To be called before anything is
   * looked up, and before the organization is held, as all do who hold both.
   *
   * @param named what was asked for; null where nothing was
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold(SignedIn who, @Nullable EntityReference... named) {
    Stream.of(named)
        .flatMap(Stream::ofNullable)
        .filter(reference -> reference.kind() == EntityKind.MODEL)
        .flatMap(reference -> model(reference, who).stream())
        .distinct()
        // In the order of the database, as those do who hold the models of a dataset.
        .sorted(Comparator.comparing(CustomModelId::toString))
        .forEach(this::hold);
  }

  private Optional<CustomModelId> model(EntityReference reference, SignedIn who) {
    return list.find(who.organization(), reference.id())
        .map(ModelRow::model)
        .or(() -> shared.find(reference, who).map(found -> new CustomModelId(found.id())));
  }

  private void hold(CustomModelId model) {
    try {
      data.lock(model);
    } catch (NotFound meanwhile) {
      // It is gone, which the caller finds when it looks for it.
    }
  }

  /**
   * One that recognises now.
   *
   * @param property that names it
   * @param locale that it has to be of
   * @throws ApiError {@code InvalidModel} when it does not exist or is not made, {@code
   *     ModelMismatch} when it is of another language, {@code ModelDeprecated} when its time is
   *     over
   */
  @Transactional(readOnly = true)
  public ReferencedModel requireUsable(
      EntityReference reference, String property, String locale, SignedIn who) {
    ReferencedModel model = find(reference, who).orElseThrow(() -> reference.unknown(property));
    return checked(model, property, locale);
  }

  private ReferencedModel checked(ReferencedModel model, String property, String locale) {
    if (!model.locale().equalsIgnoreCase(locale)) {
      throw ApiError.invalid(
              DetailCode.MODEL_MISMATCH,
              "The model is of %s, not of %s.".formatted(model.locale(), locale))
          .target(property);
    }
    if (!model.hasSucceeded()) {
      throw ApiError.invalid(
              DetailCode.INVALID_MODEL,
              "The model cannot be used: its status is %s.".formatted(model.status()))
          .target(property);
    }
    requireTime(model, property);
    return model;
  }

  /**
   * The same for what recognises from now on: it is not archived either. A model that another
   * organization shares is taken too, and where that has ended it is said why.
   *
   * @throws ApiError {@code InvalidModel} also when it is archived or not shared any more
   */
  @Transactional(readOnly = true)
  public ReferencedModel requireServing(
      EntityReference reference, String property, String locale, SignedIn who) {
    if (find(reference, who).isEmpty()) {
      Optional<ReferencedModel> ofOthers = shared.find(reference, who);
      if (ofOthers.isPresent()) {
        return checked(ofOthers.get(), property, locale);
      }
      shared.refuseEnded(reference, property, who);
    }
    ReferencedModel model = requireUsable(reference, property, locale, who);
    ReferencedModel.Version version = model.version();
    if (version != null
        && models.find(version.model(), who).filter(ModelView::isArchived).isPresent()) {
      throw ApiError.invalid(
              DetailCode.INVALID_MODEL,
              "The model is archived: nothing is recognised with it until it is brought back.")
          .target(property);
    }
    return model;
  }

  /**
   * The one that is used where none is named: the newest base model of the locale.
   *
   * @throws ApiError {@code InvalidLocale}
   */
  public ReferencedModel usual(String locale) {
    return baseModels.usable(locale).stream()
        .findFirst()
        .map(ReferencedModel::of)
        .orElseThrow(
            () ->
                ApiError.invalid(
                        DetailCode.INVALID_LOCALE,
                        "No base model recognises '%s' now.".formatted(locale))
                    .target("locale"));
  }

  /** What a version of the organization's is known by; empty once it is deleted. */
  @Transactional(readOnly = true)
  public Optional<EntityReference.Link> link(
      VersionId version, OrganizationId organization, Links links) {
    return list.findId(organization, version)
        .map(id -> Objects.requireNonNull(links.reference(EntityKind.MODEL, id)));
  }

  public static EntityReference.Link link(BaseModelId base, Links links) {
    return Objects.requireNonNull(links.reference(EntityKind.BASE_MODEL, base.value()));
  }

  /**
   * @throws ApiError {@code ModelDeprecated}, which names the successor
   */
  public void requireTime(ReferencedModel model, String property) {
    if (model.isExpired(OffsetDateTime.now(clock))) {
      throw expired(
          model.displayName(), baseModels.usable(model.locale()).stream().findFirst(), property);
    }
  }

  static ApiError expired(String name, Optional<BaseModel> successor, String property) {
    String next =
        successor
            .map(
                model ->
                    " Its successor is %s, models/base/%s."
                        .formatted(model.name(), model.id().value()))
            .orElse("");
    ApiError error =
        ApiError.invalid(
                DetailCode.MODEL_DEPRECATED,
                "The time of the model %s is over.%s".formatted(name, next))
            .target(property)
            .detail("dictionCode", ErrorCode.BASE_MODEL_EXPIRED.code());
    return successor.map(model -> error.detail("successor", model.id().toString())).orElse(error);
  }
}
