package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.folder.FolderZip;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.Parts;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gives datasets back as they were uploaded; a folder as an archive. */
@Service
class Downloads {
  private final Datasets datasets;
  private final Parts parts;
  private final Blobs blobs;

  Downloads(Datasets datasets, Parts parts, Blobs blobs) {
    this.datasets = datasets;
    this.parts = parts;
    this.blobs = blobs;
  }

  /**
   * Bytes as they were uploaded.
   *
   * @param file null for a folder
   * @param parts the files of a folder
   */
  record Download(
      String name, OrganizationId owner, Instant at, @Nullable Path file, List<Part> parts) {}

  @Transactional(readOnly = true)
  public Download get(CustomModelId model, DatasetId id, SignedIn who) {
    Dataset dataset = datasets.get(model, id, who);
    List<Part> folder = parts.list(dataset.key());
    return new Download(
        dataset.name(),
        dataset.organization(),
        dataset.createdAt().toInstant(),
        folder.isEmpty() ? blobs.file(who.organization(), dataset.sha256()) : null,
        folder);
  }

  /** Writes a folder as an archive. */
  void write(Download folder, OutputStream to) throws IOException {
    FolderZip.write(
        folder.parts(), folder.at(), part -> blobs.open(folder.owner(), part.blob().sha256()), to);
  }
}
