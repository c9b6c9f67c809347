package io.diction.dataset;

import io.diction.dataset.file.FileRows;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.finding.ReportWriter;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.Parts;
import io.diction.identity.OrganizationId;
import io.diction.speech.corpus.FileKind;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What datasets are made of and what was found in them, for other programs. */
@Service
public class DatasetContents {
  private final DatasetRows rows;
  private final FileRows files;
  private final Parts parts;
  private final FindingRows findings;
  private final FindingTexts texts;
  private final Blobs blobs;

  DatasetContents(
      DatasetRows rows,
      FileRows files,
      Parts parts,
      FindingRows findings,
      FindingTexts texts,
      Blobs blobs) {
    this.rows = rows;
    this.files = files;
    this.parts = parts;
    this.findings = findings;
    this.texts = texts;
    this.blobs = blobs;
  }

  /**
   * A file.
   *
   * @param whole whether it is all that was uploaded
   * @param audio whether it is a recording
   * @param durationMs of a recording that could be read
   */
  public record File(
      String name, boolean whole, boolean audio, Blob blob, @Nullable Long durationMs) {}

  /** What was uploaded; of an archive that was unpacked, and of a folder, the files in it. */
  @Transactional(readOnly = true)
  public List<File> files(Dataset dataset) {
    List<FileRows.StoredFile> stored = files.files(dataset.key());
    List<Part> folder = parts.list(dataset.key());
    if (folder.isEmpty()) {
      return stored.stream()
          .filter(file -> file.number() == 0)
          .map(
              file ->
                  new File(
                      file.name(),
                      true,
                      dataset.type() == DatasetType.AUDIO,
                      file.blob(),
                      dataset.durationMs()))
          .toList();
    }
    Map<String, Long> durations = new HashMap<>();
    stored.stream()
        .filter(file -> file.durationMs() != null)
        .forEach(file -> durations.put(file.name(), file.durationMs()));
    return folder.stream()
        .map(
            part ->
                new File(
                    part.path(),
                    false,
                    FileKind.ofName(part.path()) == FileKind.AUDIO,
                    part.blob(),
                    durations.get(part.path())))
        .toList();
  }

  /**
   * One of these files by the hash of its bytes.
   *
   * @param path of the bytes
   */
  public record Found(String name, Path path) {}

  /** For addresses that were handed out. */
  @Transactional(readOnly = true)
  public Optional<Found> findFile(OrganizationId organization, DatasetId id, String sha256) {
    return rows.find(organization, id).stream()
        .flatMap(dataset -> files(dataset).stream())
        .filter(file -> file.blob().sha256().equals(sha256))
        .findFirst()
        .map(file -> new Found(file.name(), blobs.file(organization, sha256)));
  }

  /** What is wrong with it, as JSON. */
  @Transactional(readOnly = true)
  public String report(Dataset dataset) {
    return ReportWriter.json(dataset.name(), texts.of(findings.list(dataset.key())));
  }

  /** The first thing that blocks it or a part of it. */
  @Transactional(readOnly = true)
  public Optional<FindingTexts.Line> findProblem(Dataset dataset) {
    return findings.list(dataset.key()).stream().filter(Finding::error).findFirst().map(texts::of);
  }
}
