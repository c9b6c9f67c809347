package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.FileEntity;
import io.diction.api.content.FileEntity.Source;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetContents;
import io.diction.dataset.DatasetContents.File;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKind;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files of datasets: the report, and what was uploaded. */
@Service
class ApiDatasetFiles {
  private final ApiDatasets datasets;
  private final KeptDatasets kept;
  private final DatasetContents contents;
  private final ContentUrls urls;

  ApiDatasetFiles(
      ApiDatasets datasets, KeptDatasets kept, DatasetContents contents, ContentUrls urls) {
    this.datasets = datasets;
    this.kept = kept;
    this.contents = contents;
    this.urls = urls;
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
        EntityKind.DATASET,
        id,
        urls.url(links, source.source(), who.organization(), source.content(), validity),
        links);
  }

  /** None before there are bytes; the report when they have been checked. */
  private List<Source> sources(UUID id, SignedIn who) {
    DatasetRow row = datasets.get(id, who);
    List<Source> sources = new ArrayList<>();
    kept.find(new DatasetId(id), who)
        .ifPresent(
            dataset -> {
              if (dataset.endedAt() != null) {
                sources.add(report(dataset));
              }
              for (File file : contents.files(dataset)) {
                sources.add(source(row.kind(), dataset, file));
              }
            });
    return sources;
  }

  private Source report(Dataset dataset) {
    byte[] report = DatasetReportSource.bytes(contents, dataset);
    return new Source(
        "/report",
        "report.json",
        "DatasetReport",
        dataset.endedAt() == null ? dataset.createdAt() : dataset.endedAt(),
        report.length,
        null,
        DatasetReportSource.KIND,
        dataset.id().toString());
  }

  private static Source source(DatasetKind kind, Dataset dataset, File file) {
    return new Source(
        file.name(),
        file.name(),
        file.audio() ? "Audio" : published(kind, file),
        dataset.createdAt(),
        file.blob().sizeBytes(),
        file.audio() ? file.durationMs() : null,
        DatasetFileSource.KIND,
        dataset.id() + "." + file.blob().sha256());
  }

  private static String published(DatasetKind kind, File file) {
    return switch (kind) {
      case ACOUSTIC, AUDIO_FILES ->
          file.whole() ? "AcousticDataArchive" : "AcousticDataTranscriptionV2";
      case LANGUAGE, LANGUAGE_MARKDOWN -> "LanguageData";
      case PRONUNCIATION -> "PronunciationData";
      case OUTPUT_FORMATTING -> "OutputFormattingData";
    };
  }
}
