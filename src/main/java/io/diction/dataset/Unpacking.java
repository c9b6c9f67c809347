package io.diction.dataset;

import io.diction.dataset.check.ArchiveLimits;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.folder.ArrivingFolder;
import io.diction.dataset.folder.FolderList;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.Parts;
import io.diction.dataset.folder.SmallFiles;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.corpus.CorpusFile;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.UserFiles;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.storage.StorageFull;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.zip.ZipException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a folder of an archive, once: its files are kept as if they had been sent one by one, and
 * the archive goes. One with which anything is wrong, or for whose files there is no room, stays as
 * it came.
 */
@Component
class Unpacking {
  private final DatasetRows rows;
  private final FileRows files;
  private final Parts parts;
  private final SmallFiles small;
  private final PlanRoom plan;
  private final Blobs blobs;
  private final ArchiveLimits archives;
  private final TransactionTemplate transaction;

  Unpacking(
      DatasetRows rows,
      FileRows files,
      Parts parts,
      SmallFiles small,
      PlanRoom plan,
      Blobs blobs,
      ArchiveLimits archives,
      TransactionTemplate transaction) {
    this.rows = rows;
    this.files = files;
    this.parts = parts;
    this.small = small;
    this.plan = plan;
    this.blobs = blobs;
    this.archives = archives;
    this.transaction = transaction;
  }

  /** The files of a dataset that is a folder, or is one from now on; none for any other. */
  List<Part> folder(Dataset dataset, Progress progress) throws IOException {
    DatasetKey id = dataset.key();
    List<Part> folder = parts.list(id);
    // What somebody put in place of the whole can still be taken back.
    if (!folder.isEmpty()
        || !dataset.isArchive()
        || FileKind.ofName(dataset.name()) != FileKind.ARCHIVE
        || !files.uploaded(id).sha256().equals(dataset.sha256())) {
      return folder;
    }
    OrganizationId organization = dataset.organization();
    Path zip = blobs.file(organization, dataset.sha256());
    try (UserFiles entries = UserFiles.open(zip, archives.limits())) {
      if (!isWorthIt(dataset, entries)) {
        return folder;
      }
      blobs.requireRoom(zip.toAbsolutePath().getParent(), bytes(entries));
      List<Part> unpacked = unpack(organization, entries, progress);
      Blob list = blobs.store(organization, new FolderList(unpacked));
      boolean done =
          Boolean.TRUE.equals(transaction.execute(status -> keep(dataset, list, unpacked)));
      return done ? unpacked : folder;
    } catch (FormatException | ZipException | EOFException | StorageFull stays) {
      return folder;
    }
  }

  private static long bytes(UserFiles entries) {
    return entries.files().stream().mapToLong(CorpusFile::size).sum();
  }

  private boolean isWorthIt(Dataset dataset, UserFiles entries) {
    List<CorpusFile> all = entries.files();
    long bytes = bytes(entries);
    return entries.isFaultless()
        && !all.isEmpty()
        && all.stream().allMatch(file -> file.name().length() <= Part.LONGEST_PATH)
        && bytes <= plan.leftBytes(dataset.organization()) + dataset.sizeBytes();
  }

  private List<Part> unpack(OrganizationId organization, UserFiles entries, Progress progress)
      throws IOException {
    ArrivingFolder folder = new ArrivingFolder("", FileKind.UNKNOWN);
    for (CorpusFile entry : entries.files()) {
      progress.checkCancelled();
      try (InputStream bytes = entry.open()) {
        Future<Blob> blob =
            entry.size() <= SmallFiles.LARGEST
                ? small.store(organization, bytes.readAllBytes())
                : CompletableFuture.completedFuture(blobs.store(organization, bytes));
        folder.add(entry.name(), blob);
      }
    }
    return folder.parts();
  }

  /** Whether the dataset was still there, and its plan has room for it. */
  private boolean keep(Dataset dataset, Blob list, List<Part> unpacked) {
    OrganizationId organization = dataset.organization();
    long left = plan.hold(organization) + dataset.sizeBytes();
    Set<Blob> all = new HashSet<>(unpacked.stream().map(Part::blob).toList());
    Set<String> used = blobs.used(organization, all.stream().map(Blob::sha256).toList());
    for (Blob blob : all) {
      left -= used.contains(blob.sha256()) ? 0 : blob.sizeBytes();
    }
    Optional<Dataset> now =
        rows.find(organization, dataset.id())
            .filter(found -> found.sha256().equals(dataset.sha256()));
    if (left < 0 || now.isEmpty()) {
      return false;
    }
    DatasetKey id = dataset.key();
    parts.keep(id, dataset.sha256(), unpacked);
    blobs.retain(organization, list.sha256());
    blobs.release(organization, dataset.sha256());
    files.replaceUploaded(id, list);
    long bytes = unpacked.stream().mapToLong(part -> part.blob().sizeBytes()).sum();
    rows.content(id, new Blob(dataset.sha256(), bytes));
    return true;
  }
}
