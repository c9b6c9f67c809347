package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.folder.FolderZip;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.Parts;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.storage.Blobs;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
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
   * @param tag of these very bytes: whoever goes on with a download asks for the same
   */
  record Download(String name, String tag, Resource bytes) {}

  @Transactional(readOnly = true)
  public Download get(CustomModelId model, DatasetId id, SignedIn who) {
    Dataset dataset = datasets.get(model, id, who);
    OrganizationId owner = dataset.organization();
    List<Part> folder = parts.list(dataset.key());
    if (folder.isEmpty()) {
      Path file = blobs.file(owner, dataset.sha256());
      return new Download(dataset.name(), dataset.sha256(), new FileSystemResource(file));
    }
    FolderZip zip =
        new FolderZip(
            folder,
            dataset.createdAt().toInstant(),
            part -> blobs.open(owner, part.blob().sha256()));
    return new Download(
        dataset.name(), FolderZip.tag(dataset.sha256()), new Archive(dataset.name(), zip));
  }

  /** Of which any part can be asked for, as of a file. */
  private static final class Archive extends AbstractResource {
    private final String name;
    private final FolderZip zip;

    Archive(String name, FolderZip zip) {
      this.name = name;
      this.zip = zip;
    }

    @Override
    public String getDescription() {
      return "the folder " + name;
    }

    @Override
    public boolean exists() {
      return true;
    }

    @Override
    public long contentLength() {
      return zip.length();
    }

    @Override
    public InputStream getInputStream() {
      return zip.open();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }
}
