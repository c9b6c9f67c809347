package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.FileEntity;
import io.diction.api.content.FileEntity.Source;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.model.ModelManifestEntity.ModelFile;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelFiles;
import io.diction.catalog.BaseModelFiles.PackFile;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.speech.adapt.ModelFolder;
import io.diction.training.TrainedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The files of custom models: what runs one elsewhere, and what its training says of itself. */
@Service
class ModelFiles {
  private final ModelEntities models;
  private final ModelReports reports;
  private final Versions versions;
  private final TrainedModels trained;
  private final BaseModels baseModels;
  private final BaseModelFiles packs;
  private final ContentUrls urls;
  private final JsonMapper json;

  ModelFiles(
      ModelEntities models,
      ModelReports reports,
      Versions versions,
      TrainedModels trained,
      BaseModels baseModels,
      BaseModelFiles packs,
      ContentUrls urls,
      JsonMapper json) {
    this.models = models;
    this.reports = reports;
    this.versions = versions;
    this.trained = trained;
    this.baseModels = baseModels;
    this.packs = packs;
    this.urls = urls;
    this.json = json;
  }

  @Transactional(readOnly = true)
  public Slice<FileEntity> page(
      UUID id, ListQuery query, Validity validity, Links links, SignedIn who) {
    return FileEntity.FILTER
        .slice(sources(id, who), query)
        .map(source -> entity(id, source, validity, links, who));
  }

  @Transactional(readOnly = true)
  public FileEntity get(UUID id, UUID file, Validity validity, Links links, SignedIn who) {
    return sources(id, who).stream()
        .filter(source -> source.id(id).equals(file))
        .findFirst()
        .map(source -> entity(id, source, validity, links, who))
        .orElseThrow(ApiError::notFound);
  }

  private FileEntity entity(UUID id, Source source, Validity validity, Links links, SignedIn who) {
    return source.entity(
        EntityKind.MODEL,
        id,
        urls.url(links, source.source(), who.organization(), source.content(), validity),
        links);
  }

  /** None before the end; the report of one that failed, too. */
  private List<Source> sources(UUID id, SignedIn who) {
    ModelRow row = models.row(id, who);
    List<Source> sources = new ArrayList<>();
    add(sources, row, ModelReportSource.REPORT, reports.report(who.organization(), id));
    add(sources, row, ModelReportSource.LOG, reports.log(who.organization(), id));
    return sources;
  }

  private static void add(List<Source> sources, ModelRow row, String name, Optional<byte[]> bytes) {
    bytes.ifPresent(
        content ->
            sources.add(
                new Source(
                    "/" + name,
                    name,
                    "ModelReport",
                    row.changedAt(),
                    content.length,
                    null,
                    ModelReportSource.KIND,
                    ModelReportSource.id(row.id(), name))));
  }

  private List<PackFile> pack(BaseModel base) {
    return packs
        .find(base)
        .orElseThrow(
            () ->
                ApiError.conflict(
                    DetailCode.INVALID_PREREQUISITE,
                    "The language pack of the base model is not installed any more."));
  }

  /** What runs the model elsewhere: its own files, and those of its base model below them. */
  ModelManifestEntity manifest(UUID id, Validity validity, Links links, SignedIn who) {
    ModelRow row = models.row(id, who);
    String sha256 = row.artifactSha256();
    if (sha256 == null) {
      throw ApiError.conflict(
          DetailCode.INVALID_PREREQUISITE,
          "The model has no files: its status is %s.".formatted(row.status()));
    }
    List<ModelFile> files = new ArrayList<>();
    for (Path file : trained.files(who.organization(), sha256)) {
      String content = CustomModelContent.id(id, files.size());
      files.add(
          new ModelFile(
              file.getFileName().toString(),
              urls.url(links, CustomModelContent.KIND, who.organization(), content, validity)));
    }
    BaseModel base = baseModels.get(row.baseModel());
    int number = 0;
    for (PackFile file : pack(base)) {
      String content = BaseModelContent.id(base.id().value(), number++);
      files.add(
          new ModelFile(
              ModelFolder.BASE + "/" + file.name(),
              urls.url(links, BaseModelContent.KIND, who.organization(), content, validity)));
    }
    return new ModelManifestEntity(
        Objects.requireNonNull(links.reference(EntityKind.MODEL, id)),
        files,
        settings(row, base, sha256));
  }

  private Map<String, Object> settings(ModelRow row, BaseModel base, String sha256) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("locale", row.locale());
    settings.put("name", row.displayName());
    settings.put("sha256", sha256);
    settings.put("base", Map.of("name", base.name(), "sha256", base.packSha256()));
    versions
        .findByJob(row.id(), row.organization())
        .map(ModelVersion::made)
        .ifPresent(
            made -> {
              settings.put("engine", made.engine());
              settings.put("seed", made.seed());
              settings.put("training", json.readTree(made.settings()));
            });
    return settings;
  }
}
