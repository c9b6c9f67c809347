package io.diction.training;

import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import io.diction.speech.FormatException;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelFolder;
import io.diction.storage.Blobs;
import io.diction.training.run.WorkingFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Trained models ready to recognise. The archive is unpacked once and its checksums are verified at
 * each load; the models used last stay in memory.
 */
@Service
public class TrainedModels {
  /** Unpacked models on disk, a few megabytes each; more than are ever in memory. */
  private static final int UNPACKED = 32;

  private static final int LOCKS = 64;

  private final Blobs blobs;
  private final BaseModels baseModels;
  private final TrainingSettings settings;
  private final Clock clock;
  private final Map<Key, SpeechModel> loaded = new LinkedHashMap<>(16, 0.75f, true);

  /** One for each folder, or a few: who waits for one model does not wait for another. */
  private final Object[] folders = Stream.generate(Object::new).limit(LOCKS).toArray();

  /** An archive; its hash says what it is, its owner where it is stored. */
  private record Key(OrganizationId owner, String sha256) {}

  TrainedModels(Blobs blobs, BaseModels baseModels, TrainingSettings settings, Clock clock) {
    this.blobs = blobs;
    this.baseModels = baseModels;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The model of a version, loaded when it is not in memory, which takes about a second.
   *
   * @param owner of the model, whoever uses it
   * @param artifactSha256 of the version
   * @throws FormatException when the stored model is damaged or its base model is not installed
   */
  public SpeechModel speechModel(OrganizationId owner, String artifactSha256) {
    Key key = new Key(owner, artifactSha256);
    SpeechModel known = known(key);
    if (known != null) {
      return known;
    }
    synchronized (lock(artifactSha256)) {
      SpeechModel model = known(key);
      if (model == null) {
        try {
          model = load(key);
        } catch (IOException problem) {
          throw new UncheckedIOException("cannot load model " + artifactSha256, problem);
        }
        keep(key, model);
      }
      return model;
    }
  }

  private @Nullable SpeechModel known(Key key) {
    synchronized (loaded) {
      return loaded.get(key);
    }
  }

  private void keep(Key key, SpeechModel model) {
    synchronized (loaded) {
      loaded.put(key, model);
      if (loaded.size() > settings.loadedModels()) {
        loaded.remove(loaded.keySet().iterator().next());
      }
    }
  }

  private Object lock(String sha256) {
    return folders[Math.floorMod(sha256.hashCode(), LOCKS)];
  }

  /**
   * The files of a model in the order of their names, unpacked and verified. They may be removed
   * later, when many others were unpacked since.
   *
   * @param owner of the model
   */
  public List<Path> files(OrganizationId owner, String artifactSha256) {
    Path folder = settings.cache().resolve(artifactSha256);
    synchronized (lock(artifactSha256)) {
      try {
        whole(new Key(owner, artifactSha256), folder);
        try (Stream<Path> found = Files.list(folder)) {
          return found.filter(Files::isRegularFile).sorted().toList();
        }
      } catch (IOException problem) {
        throw new UncheckedIOException("cannot unpack model " + artifactSha256, problem);
      }
    }
  }

  private SpeechModel load(Key key) throws IOException {
    Path folder = settings.cache().resolve(key.sha256());
    ModelFolder model = whole(key, folder);
    return model.open(baseModels.speechModel(model.manifest().base()));
  }

  private ModelFolder whole(Key key, Path folder) throws IOException {
    try {
      return unpacked(key, folder);
    } catch (FormatException | NoSuchFileException damaged) {
      // What was unpacked earlier has suffered, or was the oldest when another model came; the
      // archive itself is checked by its hash.
      new WorkingFolder(folder).remove();
      return unpacked(key, folder);
    }
  }

  private ModelFolder unpacked(Key key, Path folder) throws IOException {
    boolean isNew = !Files.isDirectory(folder);
    if (isNew) {
      unpack(key, folder);
    }
    // Before anybody looks for the oldest, which this is not.
    Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
    if (isNew) {
      removeOldest();
    }
    return ModelFolder.read(folder);
  }

  private void unpack(Key key, Path folder) throws IOException {
    try (TemporaryFolder aside = TemporaryFolder.below(settings.cache().resolve("unpacking"))) {
      Path archive = blobs.file(key.owner(), key.sha256());
      if (!Sha256.of(archive).equals(key.sha256())) {
        throw new FormatException(key.sha256(), "", "damaged: it is not what was stored");
      }
      Path model = Files.createDirectory(aside.path().resolve("model"));
      ModelArchive.unpack(archive, model);
      moveUnlessThere(model, folder);
    }
  }

  /** Another process with the same folder may have unpacked the same meanwhile. */
  static void moveUnlessThere(Path model, Path folder) throws IOException {
    try {
      Files.move(model, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException problem) {
      if (!Files.isDirectory(folder)) {
        throw problem;
      }
    }
  }

  /** Leaves alone what else is in the cache, such as the clips of a training under way. */
  private synchronized void removeOldest() throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(settings.cache())) {
      folders =
          found
              .filter(folder -> folder.getFileName().toString().matches("[0-9a-f]{64}"))
              .sorted(Comparator.comparing(TrainedModels::lastUsed).reversed())
              .toList();
    }
    for (Path folder : folders.subList(Math.min(UNPACKED, folders.size()), folders.size())) {
      new WorkingFolder(folder).remove();
    }
  }

  private static FileTime lastUsed(Path folder) {
    try {
      return Files.getLastModifiedTime(folder);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
