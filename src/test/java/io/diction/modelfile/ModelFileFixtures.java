package io.diction.modelfile;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.NewVersion;
import io.diction.custommodel.TrainingStates;
import io.diction.identity.SignedIn;
import io.diction.speech.Json;
import io.diction.speech.Sha256;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelManifest;
import io.diction.speech.adapt.ModelManifest.Licence;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Versions that really open, and the files they become, for tests. Import it as a bean. */
public final class ModelFileFixtures {
  private static final String PRONUNCIATIONS = "pronunciations.dict";

  private final CustomModelFixtures models;
  private final TrainingStates states;
  private final BaseModels baseModels;
  private final Blobs blobs;
  private final ModelExports exports;
  private final ModelIntake intake;
  private final SigningKey key;
  private final Clock clock;

  ModelFileFixtures(
      CustomModelFixtures models,
      TrainingStates states,
      BaseModels baseModels,
      Blobs blobs,
      ModelExports exports,
      ModelIntake intake,
      SigningKey key,
      Clock clock) {
    this.models = models;
    this.states = states;
    this.baseModels = baseModels;
    this.blobs = blobs;
    this.exports = exports;
    this.intake = intake;
    this.key = key;
    this.clock = clock;
  }

  private BaseModel base() {
    return baseModels.trainable("en-US").get(0);
  }

  /** A new custom model whose only version knows one more word. */
  public ModelVersion trained(SignedIn who, String name) {
    Path aside = TemporaryFolder.ofProcess().resolve(UUID.randomUUID().toString());
    try {
      Path archive = aside.resolve("model.zip");
      ModelArchive.pack(folder(aside.resolve("model"), name), archive);
      return trained(who, name, archive);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The same of an archive that a training made. */
  public ModelVersion trained(SignedIn who, String name, Path archive) throws IOException {
    CustomModelId model = models.running(who, name);
    try (InputStream bytes = Files.newInputStream(archive)) {
      Blob artifact = blobs.store(who.organization(), bytes);
      return states.succeeded(
          model,
          new NewVersion(
              base().id(),
              artifact,
              1,
              "test",
              "{\"data\":\"\",\"terms\":1}",
              OffsetDateTime.now(clock).plusYears(2),
              CustomModelFixtures.BETTER));
    }
  }

  private Path folder(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path added =
        Files.writeString(folder.resolve(PRONUNCIATIONS), "zolvantix Z AA L V AE N T IH K S\n");
    BaseModel base = base();
    Files.write(
        folder.resolve("manifest.json"),
        Json.bytes(
            new ModelManifest(
                "diction-model",
                1,
                "0.1.0",
                name,
                "en-US",
                new ModelManifest.Base(base.name(), base.packSha256()),
                new ModelManifest.Settings(0, null),
                1,
                new TreeMap<>(Map.of(PRONUNCIATIONS, Sha256.of(added))),
                List.of(new Licence("model", "test")),
                null)));
    return folder;
  }

  /** What an administrator downloads. */
  public byte[] exported(ModelVersion version, SignedIn admin) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exports.export(version.model(), version.id(), admin).write(out);
    return out.toByteArray();
  }

  /** A version from an installation that nobody here knows, sent and found whole. */
  public UUID arrived(SignedIn who) {
    Path aside = TemporaryFolder.ofProcess().resolve(UUID.randomUUID().toString());
    try {
      Map<String, Path> files = files(folder(aside, "Ward dictation"));
      return receive(foreign(aside, description(files), files), who);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** A version that was exported here, sent and found whole. */
  public UUID returned(SignedIn who) {
    Path aside = TemporaryFolder.ofProcess().resolve(UUID.randomUUID().toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Map<String, Path> files = files(folder(aside, "Ward dictation"));
      ExportedFile.write(description(files), key, files, out);
      return receive(out.toByteArray(), who);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  UUID receive(byte[] file, SignedIn who) throws IOException {
    return intake.receive("ward-3.zip", new ByteArrayInputStream(file), who);
  }

  Map<String, Path> files(Path folder) {
    return Map.of(
        "manifest.json",
        folder.resolve("manifest.json"),
        PRONUNCIATIONS,
        folder.resolve(PRONUNCIATIONS));
  }

  /** Files of a model as they lie in a folder. */
  Map<String, Path> files(Path folder, String name) throws IOException {
    return files(folder(folder, name));
  }

  /** Of the third version of a custom model elsewhere. */
  Description description(Map<String, Path> files) throws IOException {
    BaseModel base = base();
    OffsetDateTime now = OffsetDateTime.now(clock);
    return new Description(
        Description.FORMAT,
        Description.VERSION,
        "Northwind Health Services",
        "Ward dictation",
        3,
        "Words of the ward.",
        "en-US",
        new ModelManifest.Base(base.name(), base.packSha256()),
        "0.1.0",
        1,
        "{}",
        now.minusDays(3),
        now.plusYears(1),
        Description.Measured.of(CustomModelFixtures.BETTER),
        List.of(),
        new TreeMap<>(ExportedFile.entries(files)));
  }

  /** Signed by a key of its own. */
  static byte[] foreign(Path keys, Description description, Map<String, Path> files)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExportedFile.write(
        description, new SigningKey(new SigningSettings(keys.resolve("keys"))), files, out);
    return out.toByteArray();
  }
}
