package io.diction.modelfile;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.speech.TemporaryFolder;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;

/** Receives files, checks them up to a model that opens, and keeps the ones that are whole. */
@Service
class ModelIntake {
  /** More than any exported model with its base. */
  static final long MOST_BYTES = 2L << 30;

  private static final int LONGEST_NAME = 256;

  private final Path work;
  private final BaseModels baseModels;
  private final Blobs blobs;
  private final ModelImports imports;

  /** Opening takes memory for a whole model: one at a time. */
  private final Lock opening = new ReentrantLock();

  ModelIntake(Environment environment, BaseModels baseModels, Blobs blobs, ModelImports imports) {
    this.work = Path.of(environment.getRequiredProperty("diction.data")).resolve("work");
    this.baseModels = baseModels;
    this.blobs = blobs;
    this.imports = imports;
  }

  /**
   * Takes a file in as far as that it waits for its place.
   *
   * @param fileName as the browser says
   * @throws FormatException when it is no exported model, or not whole, or its base is not here
   */
  UUID receive(String fileName, InputStream bytes, SignedIn who) throws IOException {
    blobs.requireRoom(work, MOST_BYTES);
    try (TemporaryFolder aside = TemporaryFolder.below(work)) {
      Path archive = store(bytes, aside.path().resolve("arrived.zip"));
      if (!opening.tryLock()) {
        throw new WrongState("modelfile.busy");
      }
      try {
        return keep(shortened(fileName), archive, aside, who);
      } finally {
        opening.unlock();
      }
    }
  }

  private UUID keep(String fileName, Path archive, TemporaryFolder aside, SignedIn who)
      throws IOException {
    ExportedFile file = ExportedFile.read(archive, aside.path().resolve("model"));
    Files.delete(archive);
    BaseModel base = base(file);
    file.model().requireModest();
    SpeechModel opened = file.model().open(baseModels.speechModel(base.id()));
    Objects.requireNonNull(opened);
    Path packed = aside.path().resolve("packed.zip");
    file.packModel(aside.path().resolve("alone"), packed);
    ArrivedFile arrived =
        new ArrivedFile(
            Ids.next(),
            imports.now(),
            fileName,
            file.description(),
            file.fingerprint(),
            base.id(),
            kept(packed, who));
    imports.keep(arrived, who);
    return arrived.id();
  }

  private Blob kept(Path packed, SignedIn who) throws IOException {
    try (InputStream bytes = Files.newInputStream(packed)) {
      return blobs.store(who.organization(), bytes);
    }
  }

  private BaseModel base(ExportedFile file) {
    Description description = file.description();
    BaseModel base =
        baseModels.all().stream()
            .filter(one -> one.packSha256().equals(description.base().sha256()))
            .filter(baseModels::isInstalled)
            .findFirst()
            .orElseThrow(
                () ->
                    new FormatException(
                        description.base().id(),
                        "",
                        "the base model that this was trained on (%s, SHA-256 %s) is not installed"
                                .formatted(description.locale(), description.base().sha256())
                            + " here: its language pack has to be installed first"));
    if (!base.locale().equals(description.locale())) {
      throw new FormatException(
          Description.NAME,
          "",
          "says %s, but its base model is of %s".formatted(description.locale(), base.locale()));
    }
    return base;
  }

  /** Of a name that may be anything. */
  private static String shortened(String fileName) {
    String last =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    String readable = last.replaceAll("[\\p{C}\\p{Z}\\s]+", " ").strip();
    return readable.isEmpty()
        ? "model.zip"
        : readable.substring(0, Math.min(readable.length(), LONGEST_NAME));
  }

  private static Path store(InputStream bytes, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        size += read;
        if (size > MOST_BYTES) {
          throw new LimitReached(ErrorCode.FILE_TOO_LARGE);
        }
        out.write(buffer, 0, read);
      }
    }
    return file;
  }
}
