package io.diction.modelfile;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModelFiles;
import io.diction.catalog.BaseModelFiles.PackFile;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.NewVersion;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionOrigin;
import io.diction.custommodel.VersionOrigins;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.ModelManifest;
import io.diction.training.TrainedModels;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Gives versions of custom models out as files. */
@Service
class ModelExports {
  private final CustomModels models;
  private final Versions versions;
  private final TrainedModels trained;
  private final BaseModels baseModels;
  private final BaseModelFiles packs;
  private final VersionOrigins origins;
  private final SigningKey key;
  private final Audit audit;
  private final TransactionTemplate transaction;

  ModelExports(
      CustomModels models,
      Versions versions,
      TrainedModels trained,
      BaseModels baseModels,
      BaseModelFiles packs,
      VersionOrigins origins,
      SigningKey key,
      Audit audit,
      TransactionTemplate transaction) {
    this.models = models;
    this.versions = versions;
    this.trained = trained;
    this.baseModels = baseModels;
    this.packs = packs;
    this.origins = origins;
    this.key = key;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** What is to be written. */
  record Export(Description description, SigningKey key, Map<String, Path> files) {
    Export {
      files = new TreeMap<>(files);
    }

    /** Letters that every file system has. */
    String fileName() {
      String name = description.model().replaceAll("[^\\p{L}\\p{N}._]+", "-");
      return "%s-%d.zip"
          .formatted(
              name.substring(0, Math.min(name.length(), 80)).replaceAll("^[-.]+|-+$", ""),
              description.version());
    }

    void write(OutputStream out) throws IOException {
      ExportedFile.write(description, key, files, out);
    }
  }

  /**
   * For administrators of the model's owner. To read all of its files takes as long as it takes: no
   * transaction waits for that.
   */
  Export export(CustomModelId id, VersionId wanted, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotFound();
    }
    ModelVersion version =
        versions
            .find(wanted, who.organization())
            .filter(found -> found.model().equals(id))
            .orElseThrow(NotFound::new);
    if (!who.role().isAdmin()) {
      throw new NotAllowed("modelfile.export.not-allowed");
    }
    BaseModel base = baseModels.get(version.baseModel());
    Map<String, Path> files = files(version, base, who);
    Export export =
        new Export(
            description(model, version, origins.find(wanted, who.organization()), base, files),
            key,
            files);
    transaction.executeWithoutResult(
        status ->
            audit.record(
                who,
                "custom-model.export",
                "custom-model",
                id.value(),
                model.name() + " #" + version.number()));
    return export;
  }

  /** The built-in base model is wherever Diction is. */
  private Map<String, Path> files(ModelVersion version, BaseModel base, SignedIn who) {
    Map<String, Path> files = new TreeMap<>();
    for (Path file : trained.files(who.organization(), version.made().artifact().sha256())) {
      files.put(file.getFileName().toString(), file);
    }
    if (!base.packSha256().equals(SpeechModel.ENGLISH_SHA256)) {
      List<PackFile> pack =
          packs.find(base).orElseThrow(() -> new WrongState(ErrorCode.MODEL_UNAVAILABLE));
      pack.forEach(file -> files.put(ModelFolder.BASE + "/" + file.name(), file.path()));
    }
    return files;
  }

  private static Description description(
      ModelView model,
      ModelVersion version,
      Optional<VersionOrigin> origin,
      BaseModel base,
      Map<String, Path> files) {
    NewVersion made = version.made();
    try {
      return new Description(
          Description.FORMAT,
          Description.VERSION,
          model.ownerName(),
          model.name(),
          version.number(),
          model.description(),
          model.locale(),
          new ModelManifest.Base(base.name(), base.packSha256()),
          made.engine(),
          made.seed(),
          made.settings(),
          origin.map(VersionOrigin::trainedAt).orElse(version.createdAt()),
          made.expiresAt(),
          Description.Measured.of(version.metrics()),
          origin.stream()
              .flatMap(from -> from.signers().stream())
              .map(Description.Signer::of)
              .toList(),
          new TreeMap<>(ExportedFile.entries(files)));
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read the files of a model", problem);
    }
  }
}
