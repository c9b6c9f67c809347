package io.diction.dataset;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelView;
import io.diction.dataset.change.Change;
import io.diction.dataset.change.ChangeRows;
import io.diction.dataset.check.Journal;
import io.diction.dataset.check.ManifestCheck;
import io.diction.dataset.check.TextCheck;
import io.diction.dataset.check.Verdict;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.folder.Part;
import io.diction.dataset.folder.WorkFolder;
import io.diction.identity.OrganizationId;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.PronunciationCheck;
import io.diction.speech.corpus.Changes;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.FileKind;
import io.diction.speech.corpus.LocatedFile;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Gives each dataset to the check for its type, with what that needs to see. */
@Component
class Validation {
  private final DatasetRows rows;
  private final ChangeRows changes;
  private final Unpacking unpacking;
  private final TextCheck text;
  private final ManifestCheck manifest;
  private final Blobs blobs;
  private final ModelData models;
  private final BaseModels baseModels;
  private final DatasetSettings settings;
  private final Path work;

  Validation(
      DatasetRows rows,
      ChangeRows changes,
      Unpacking unpacking,
      TextCheck text,
      ManifestCheck manifest,
      Blobs blobs,
      ModelData models,
      BaseModels baseModels,
      DatasetSettings settings,
      WorkFolder folder) {
    this.rows = rows;
    this.changes = changes;
    this.unpacking = unpacking;
    this.text = text;
    this.manifest = manifest;
    this.blobs = blobs;
    this.models = models;
    this.baseModels = baseModels;
    this.settings = settings;
    this.work = folder.path();
  }

  Verdict judge(Dataset dataset, Journal journal, Progress progress) throws IOException {
    List<Part> folder = unpacking.folder(dataset, progress);
    Verdict verdict =
        folder.isEmpty()
            ? judgeFile(dataset, journal, progress)
            : judge(dataset, folder, journal, progress);
    return verdict.with(pronunciations(dataset, verdict, progress));
  }

  /** What training could not use of the lists among the files of an archive or folder. */
  private List<Finding> pronunciations(Dataset dataset, Verdict verdict, Progress progress)
      throws IOException {
    PronunciationCheck check = new PronunciationCheck(() -> base(dataset));
    List<Finding> found = new ArrayList<>();
    for (StoredFile file : verdict.files()) {
      if (file.durationMs() == null && FileKind.ofName(file.name()) == FileKind.TRANSCRIPT) {
        progress.checkCancelled();
        Path text = blobs.file(dataset.organization(), file.blob().sha256());
        found.addAll(TextCheck.pronunciations(check, text, file.name()));
      }
    }
    return found;
  }

  private Verdict judge(Dataset dataset, List<Part> folder, Journal journal, Progress progress)
      throws IOException {
    OrganizationId organization = dataset.organization();
    Map<String, Blob> kept = new HashMap<>();
    List<LocatedFile> located = new ArrayList<>();
    for (Part part : folder) {
      kept.put(part.path(), part.blob());
      located.add(
          new LocatedFile(
              part.path(),
              part.blob().sizeBytes(),
              () -> blobs.file(organization, part.blob().sha256())));
    }
    for (Change change : changes.current(dataset.key(), dataset.name()).values()) {
      if (change.sha256() != null) {
        kept.put(change.file(), new Blob(change.sha256(), change.sizeBytes()));
      }
    }
    return manifest.check(
        located,
        dataset.name(),
        CorpusLimits.DEFAULT.withEntries(settings.folderFiles()),
        changes(dataset),
        journal,
        (name, file) -> Objects.requireNonNull(kept.get(name)),
        progress);
  }

  private Verdict judgeFile(Dataset dataset, Journal journal, Progress progress)
      throws IOException {
    Path file = blobs.file(dataset.organization(), dataset.sha256());
    String name = dataset.name();
    return switch (dataset.type()) {
      case AUDIO -> manifest.checkRecording(file, name, journal, progress);
      case TRANSCRIPT, TEST ->
          text.check(file, name, dataset.type().mismatch(), () -> base(dataset), progress);
      case MANIFEST ->
          manifest.check(
              file,
              name,
              beside(dataset),
              changes(dataset),
              journal,
              work.resolve("validation-" + dataset.id()),
              (found, bytes) -> keep(dataset.organization(), bytes),
              progress);
    };
  }

  /** A manifest by itself is changed as a whole, as texts are. */
  private Changes changes(Dataset dataset) {
    Map<String, Path> replaced = new HashMap<>();
    Set<String> leftOut = new HashSet<>();
    for (Change change : changes.current(dataset.key(), dataset.name()).values()) {
      if (change.isLeftOut()) {
        leftOut.add(change.file());
      }
      if (change.sha256() != null && !change.file().equals(dataset.name())) {
        replaced.put(change.file(), blobs.file(dataset.organization(), change.sha256()));
      }
    }
    return new Changes(replaced, leftOut);
  }

  /** Recordings that were sent together with it. */
  private Map<String, Path> beside(Dataset dataset) {
    Map<String, Path> beside = new LinkedHashMap<>();
    for (Dataset sent : rows.ofUpload(dataset.organization(), dataset.upload())) {
      if (sent.type() == DatasetType.AUDIO) {
        beside.putIfAbsent(sent.name(), blobs.file(sent.organization(), sent.sha256()));
      }
    }
    return beside;
  }

  private Blob keep(OrganizationId organization, Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return blobs.store(organization, bytes);
    }
  }

  /** The newest base model of the language that the dataset is for. */
  private Optional<SpeechModel> base(Dataset dataset) {
    return Stream.concat(
            rows.findKept(dataset.key()).stream().map(DatasetRows.Kept::locale),
            rows.models(dataset.key()).stream()
                .flatMap(model -> models.findForWork(model).stream())
                .map(ModelView::locale))
        .flatMap(locale -> baseModels.trainable(locale).stream())
        .findFirst()
        .map(BaseModel::id)
        .map(baseModels::speechModel);
  }
}
