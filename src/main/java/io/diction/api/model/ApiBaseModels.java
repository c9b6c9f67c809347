package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.Validity;
import io.diction.api.listing.Fields;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.listing.Slices;
import io.diction.api.model.ModelManifestEntity.ModelFile;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelFiles;
import io.diction.catalog.BaseModelFiles.PackFile;
import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Base models as the API sees them: the same for every organization. */
@Service
class ApiBaseModels {
  private static final Fields FIELDS =
      Fields.none()
          .text("displayName", "b.name")
          .text("description", "b.locale || ' base model'")
          .text("locale", "b.locale")
          .time("createdDateTime", "b.installed_at")
          .time("lastActionDateTime", "b.installed_at")
          .constant(
              "status", "'Succeeded'", Set.of("NotStarted", "Running", "Succeeded", "Failed"));

  private final BaseModels models;
  private final BaseModelFiles files;
  private final ContentUrls urls;
  private final Slices slices;
  private final Clock clock;

  ApiBaseModels(
      BaseModels models, BaseModelFiles files, ContentUrls urls, Slices slices, Clock clock) {
    this.models = models;
    this.files = files;
    this.urls = urls;
    this.slices = slices;
    this.clock = clock;
  }

  /** The locales that base models are installed for. */
  List<String> locales() {
    return models.locales();
  }

  @Transactional(readOnly = true)
  public Slice<BaseModelEntity> list(ListQuery query, Links links) {
    return slices
        .read(
            """
            select b.id from base_model b
            where %s
            order by b.installed_at desc, b.id desc
            """,
            Map.of(),
            FIELDS,
            query,
            (row, number) -> Objects.requireNonNull(row.getObject("id", UUID.class)))
        .map(id -> entity(get(id), links));
  }

  @Transactional(readOnly = true)
  public BaseModelEntity get(UUID id, Links links) {
    return entity(get(id), links);
  }

  /** What runs the model elsewhere: the files of its language pack. */
  ModelManifestEntity manifest(UUID id, Validity validity, Links links, SignedIn who) {
    BaseModel model = get(id);
    List<PackFile> all =
        files
            .find(model)
            .orElseThrow(
                () ->
                    ApiError.conflict(
                        DetailCode.INVALID_PREREQUISITE,
                        "The language pack of this base model is not installed any more."));
    List<ModelFile> listed = new ArrayList<>();
    for (PackFile file : all) {
      String content = BaseModelContent.id(id, listed.size());
      listed.add(
          new ModelFile(
              file.name(),
              urls.url(links, BaseModelContent.KIND, who.organization(), content, validity)));
    }
    return new ModelManifestEntity(
        Objects.requireNonNull(links.reference(EntityKind.BASE_MODEL, id)),
        listed,
        Map.of("locale", model.locale(), "name", model.name(), "sha256", model.packSha256()));
  }

  private BaseModel get(UUID id) {
    return models.find(id).orElseThrow(ApiError::notFound);
  }

  private BaseModelEntity entity(BaseModel model, Links links) {
    return BaseModelEntity.of(model, models.isInstalled(model), OffsetDateTime.now(clock), links);
  }
}
