package io.diction.api.transcription;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.content.ContentSource;
import io.diction.api.content.ContentUrls;
import io.diction.api.content.FileEntity;
import io.diction.api.content.RenderedFiles;
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
   * @param piece null of the report
   */
  private record Planned(
      String name, String kind, OffsetDateTime createdAt, @Nullable Piece piece) {}

  private static final RowFilter<Planned> FILTER =
      RowFilter.<Planned>none()
          .text("name", Planned::name)
          .time("createdDateTime", Planned::createdAt)
          .constant("kind", Planned::kind, FileEntity.KINDS);

  private final TranscriptionList list;
  private final Pieces pieces;
  private final ContentUrls urls;
  private final RenderedFiles rendered;

  ApiTranscriptionFiles(
      TranscriptionList list, Pieces pieces, ContentUrls urls, RenderedFiles rendered) {
    this.list = list;
    this.pieces = pieces;
    this.urls = urls;
    this.rendered = rendered;
  }

  @Transactional(readOnly = true)
  public Slice<FileEntity> page(
      UUID id, ListQuery query, Validity validity, Links links, SignedIn who) {
    TranscriptionRow row = row(who.organization(), id);
    List<Piece> heard = pieces.of(who.organization(), row);
    return FILTER
        .slice(planned(row, heard), query)
        .map(file -> entity(row, heard, file, validity, links, who));
  }

  @Transactional(readOnly = true)
  public FileEntity get(UUID id, UUID file, Validity validity, Links links, SignedIn who) {
    TranscriptionRow row = row(who.organization(), id);
    List<Piece> heard = pieces.of(who.organization(), row);
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
    List<Piece> heard = pieces.of(organization, row.get());
    return planned(row.get(), heard).stream()
        .filter(file -> key(file).equals(id.substring(dot + 1)))
        .findFirst()
        .map(
            file -> new Content(file.name(), new ByteArrayResource(bytes(row.get(), heard, file))));
  }

  private TranscriptionRow row(OrganizationId organization, UUID id) {
    return list.find(organization, id).orElseThrow(ApiError::notFound);
  }

  private static List<Planned> planned(TranscriptionRow row, List<Piece> heard) {
    List<Planned> files = new ArrayList<>();
    if (row.isUnderWay()) {
      return files;
    }
    files.add(new Planned("report.json", "TranscriptionReport", row.changedAt(), null));
    for (Piece piece : heard) {
      if (piece.problem() == null) {
        files.add(new Planned(piece.name(), "Transcription", piece.endedAt(), piece));
      }
    }
    return files;
  }

  private static String key(Planned file) {
    return file.piece() == null ? REPORT : String.valueOf(file.piece().number());
  }

  /** The report changes with what somebody deletes in the portal, and is made without the words. */
  private byte[] bytes(TranscriptionRow row, List<Piece> heard, Planned file) {
    Piece piece = file.piece();
    return piece == null
        ? TranscriptionResults.report(heard)
        : rendered.bytes(
            identity(row, piece), () -> TranscriptionResults.transcription(row, piece));
  }

  private int size(TranscriptionRow row, List<Piece> heard, Planned file) {
    Piece piece = file.piece();
    return piece == null
        ? TranscriptionResults.report(heard).length
        : rendered.size(identity(row, piece), () -> TranscriptionResults.transcription(row, piece));
  }

  private static String identity(TranscriptionRow row, Piece piece) {
    return "transcription %s %d %s".formatted(row.id(), piece.number(), piece.words());
  }

  private FileEntity entity(
      TranscriptionRow row,
      List<Piece> heard,
      Planned file,
      Validity validity,
      Links links,
      SignedIn who) {
    FileEntity.Source source = source(row, file, size(row, heard, file));
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
