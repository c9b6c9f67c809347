package io.diction.dataset.folder;

import io.diction.dataset.DatasetKey;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The files that folders are made of. Each refers to bytes of its own, so those that occur twice
 * are kept once. Whoever changes them holds the organization.
 */
@Component
public class Parts {
  private final PartRows rows;
  private final Blobs blobs;

  Parts(PartRows rows, Blobs blobs) {
    this.rows = rows;
    this.blobs = blobs;
  }

  /**
   * Makes a dataset of files.
   *
   * @param whole what the dataset's content is told by
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void keep(DatasetKey dataset, String whole, List<Part> parts) {
    blobs.retainAll(
        dataset.organization(), parts.stream().map(part -> part.blob().sha256()).toList());
    rows.add(dataset, whole, parts);
  }

  /** Forgets them; their bytes go where nothing else refers to them. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void remove(DatasetKey dataset) {
    blobs.releaseAll(dataset.organization(), rows.hashes(dataset));
    rows.remove(dataset);
  }

  /** Of the content that a dataset has now; none where that is one file. */
  @Transactional(readOnly = true)
  public List<Part> list(DatasetKey dataset) {
    return rows.list(dataset);
  }

  /** One of them. */
  @Transactional(readOnly = true)
  public Optional<Part> find(DatasetKey dataset, String path) {
    return rows.find(dataset, path);
  }

  /** Whether the content that a dataset has now is a folder. */
  @Transactional(readOnly = true)
  public boolean isFolder(DatasetKey dataset) {
    return rows.isFolder(dataset);
  }

  /** What they are together, by the hash and size that the dataset has unless it was replaced. */
  @Transactional(readOnly = true)
  public Optional<Blob> whole(DatasetKey dataset) {
    return rows.whole(dataset);
  }
}
