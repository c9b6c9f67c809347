package io.diction.api.transcription;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentSource;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.FileEntity;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.RowFilter;
import io.diction.api.listing.Slice;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The files of transcriptions that have ended: what was heard in each recording, and a report. */
@Service
class ApiTranscriptionFiles implements ContentSource {
  private static final String KIND = "transcription-file";
  private static final String REPORT = "report";

  /**
   * A file before it is written, which only those take that are shown.
   *
   * @param source null of the report
   */
  private record Planned(
      String name, String kind, OffsetDateTime createdAt, @Nullable Source source) {}

  private static final RowFilter<Planned> FILTER =
      RowFilter.<Planned>none()
          .text("name", Planned::name)
          .time("createdDateTime", Planned::createdAt)
          .constant("kind", Planned::kind, Set.of("Transcription", "TranscriptionReport"));

  private final TranscriptionList list;
  private final Hearing hearing;
  private final TranscriptionResults results;
  private final ContentUrls urls;

  ApiTranscriptionFiles(
      TranscriptionList list, Hearing hearing, TranscriptionResults results, ContentUrls urls) {
    this.list = list;
    this.hearing = hearing;
    this.results = results;
    this.urls = urls;
  }

  @Transactional(readOnly = true)
  public Slice<FileEntity> page(
      UUID id, ListQuery query, Validity validity, Links links, SignedIn who) {
    TranscriptionRow row = row(who.organization(), id);
    Heard heard = hearing.of(who.organization(), id);
    return FILTER
        .slice(planned(row, heard), query)
        .map(file -> entity(row, heard, file, validity, links, who));
  }

  @Transactional(readOnly = true)
  public FileEntity get(UUID id, UUID file, Validity validity, Links links, SignedIn who) {
    TranscriptionRow row = row(who.organization(), id);
    Heard heard = hearing.of(who.organization(), id);
    return planned(row, heard).stream()
        .filter(planned -> source(row, planned, 0).id(id).equals(file))
        .findFirst()
        .map(planned -> entity(row, heard, planned, validity, links, who))
        .orElseThrow(ApiError::notFound);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Content> find(OrganizationId organization, String id) {
    int dot = id.indexOf('.');
    UUID order = UUID.fromString(id.substring(0, dot));
    Optional<TranscriptionRow> row = list.find(organization, order);
    if (row.isEmpty()) {
      return Optional.empty();
    }
    Heard heard = hearing.of(organization, order);
    return planned(row.get(), heard).stream()
        .filter(file -> key(file).equals(id.substring(dot + 1)))
        .findFirst()
        .map(
            file -> new Content(file.name(), new ByteArrayResource(bytes(row.get(), heard, file))));
  }

  private TranscriptionRow row(OrganizationId organization, UUID id) {
    return list.find(organization, id).orElseThrow(ApiError::notFound);
  }

  private static List<Planned> planned(TranscriptionRow row, Heard heard) {
    List<Planned> files = new ArrayList<>();
    if (row.isUnderWay()) {
      return files;
    }
    files.add(new Planned("report.json", "TranscriptionReport", row.changedAt(), null));
    for (Source source : heard.sources()) {
      if (heard.problem(source).isEmpty()) {
        files.add(
            new Planned(
                name(source),
                "Transcription",
                TranscriptionResults.endedAt(row, heard, source),
                source));
      }
    }
    return files;
  }

  private static String name(Source source) {
    return source.sha256() == null
        ? "contenturl_%d.json".formatted(source.number())
        : Intake.name(source) + ".json";
  }

  private static String key(Planned file) {
    return file.source() == null ? REPORT : String.valueOf(file.source().number());
  }

  private byte[] bytes(TranscriptionRow row, Heard heard, Planned file) {
    Source source = file.source();
    return source == null ? results.report(heard) : results.transcription(row, heard, source);
  }

  private FileEntity entity(
      TranscriptionRow row,
      Heard heard,
      Planned file,
      Validity validity,
      Links links,
      SignedIn who) {
    FileEntity.Source source = source(row, file, bytes(row, heard, file).length);
    return source.entity(
        EntityKind.TRANSCRIPTION,
        row.id(),
        urls.url(links, source.source(), who.organization(), source.content(), validity),
        links);
  }

  private static FileEntity.Source source(TranscriptionRow row, Planned file, int sizeBytes) {
    return new FileEntity.Source(
        "/" + key(file),
        file.name(),
        file.kind(),
        file.createdAt(),
        sizeBytes,
        null,
        KIND,
        row.id() + "." + key(file));
  }
}
