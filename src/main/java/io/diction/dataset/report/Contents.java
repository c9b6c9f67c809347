package io.diction.dataset.report;

import io.diction.dataset.Dataset;
import io.diction.dataset.change.Change;
import io.diction.dataset.change.ChangeRows;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.Parts;
import io.diction.dataset.folder.WorkFolder;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.NotFound;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/** What the files of a dataset say now, whether they came so or were changed. */
@Component
class Contents {
  /** Tells a file that nobody changed. */
  private static final String AS_IT_CAME = "0";

  private final FileRows files;
  private final ChangeRows changes;
  private final Parts parts;
  private final Blobs blobs;
  private final WorkFolder work;

  Contents(FileRows files, ChangeRows changes, Parts parts, Blobs blobs, WorkFolder work) {
    this.files = files;
    this.changes = changes;
    this.parts = parts;
    this.blobs = blobs;
    this.work = work;
  }

  /** To be used with a file's bytes, which may be unpacked for that alone. */
  interface Reading<T> {
    T read(Path file) throws IOException;
  }

  /** Tells what a file says from what it said before. */
  String version(Dataset dataset, String file) {
    return versions(dataset).apply(file);
  }

  /** Of every file, as it is now: the bytes of the whole, and what was changed in it. */
  UnaryOperator<String> versions(Dataset dataset) {
    Map<String, Change> current = changes.current(dataset.key(), dataset.name());
    return file -> {
      Change change = file.equals(dataset.name()) ? null : current.get(file);
      String changed = change == null || change.sha256() == null ? AS_IT_CAME : change.sha256();
      return dataset.sha256() + "-" + changed;
    };
  }

  /**
   * Reads one file.
   *
   * @throws NotFound when the dataset has no such file
   */
  <T> T read(Dataset dataset, String file, Reading<T> reading) throws IOException {
    if (!dataset.isArchive() && file.equals(dataset.name())) {
      return reading.read(blobs.file(dataset.organization(), dataset.sha256()));
    }
    Change changed = changes.current(dataset.key(), dataset.name()).get(file);
    if (changed != null && changed.sha256() != null) {
      return reading.read(blobs.file(dataset.organization(), changed.sha256()));
    }
    if (!dataset.isArchive()) {
      throw new NotFound();
    }
    return unpacked(dataset, file, reading);
  }

  private <T> T unpacked(Dataset dataset, String file, Reading<T> reading) throws IOException {
    Optional<Part> part = parts.find(dataset.key(), file);
    if (part.isPresent()) {
      return reading.read(blobs.file(dataset.organization(), part.get().blob().sha256()));
    }
    if (parts.isFolder(dataset.key())) {
      throw new NotFound();
    }
    Path archive = blobs.file(dataset.organization(), dataset.sha256());
    Path text = Files.createTempFile(work.path(), "entry", "");
    try {
      try (OutputStream to = Files.newOutputStream(text)) {
        if (!TrainingCorpus.unpack(archive, dataset.name(), file, to)) {
          throw new NotFound();
        }
      }
      return reading.read(text);
    } finally {
      Files.delete(text);
    }
  }

  /** The recording with a base name, as a text that lies in this file names it. */
  Optional<String> recordingOf(Dataset dataset, String text, String base) {
    String folder = text.substring(0, text.lastIndexOf('/') + 1);
    return files.files(dataset.key()).stream()
        .map(StoredFile::name)
        .filter(name -> FileKind.ofName(name) == FileKind.AUDIO)
        .filter(name -> name.startsWith(base + ".") || name.startsWith(folder + base + "."))
        .findFirst();
  }
}
