package io.diction.speech;

import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.ModelManifest;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.Packs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds models by what users call them: the name of a language pack, or the folder or exported file
 * of a trained model, which is put on the pack that it was trained on.
 */
public final class SpeechModels {
  private SpeechModels() {}

  /**
   * A model and what it was trained on.
   *
   * @param base the model itself when that is a pack
   */
  public record Opened(SpeechModel model, SpeechModel base) {}

  /**
   * Opens a model.
   *
   * @param name of an installed pack such as {@code en-us}, or the folder or zip archive of a
   *     trained model
   * @throws FormatException when there is no such model, it is damaged or too new, or its base is
   *     not installed
   */
  public static Opened open(String name, Packs packs) throws IOException {
    if (packs.find(name).isPresent()) {
      SpeechModel base = packs.get(name).speechModel();
      return new Opened(base, base);
    }
    Path path = path(name);
    if (!Files.exists(path)) {
      Folders.recover(path);
    }
    if (Files.isDirectory(path)) {
      return openFolder(path, packs);
    }
    if (Files.isRegularFile(path) && name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      return openArchive(path, packs);
    }
    throw new FormatException(
        name,
        "",
        "no such model: give a language pack ("
            + String.join(", ", packs.list().stream().map(LanguagePack::name).toList())
            + "), or the folder or .zip of a trained model");
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new FormatException(name, "", "not the name of a model, folder or file", e);
    }
  }

  private static Opened openFolder(Path folder, Packs packs) throws IOException {
    ModelFolder model = ModelFolder.read(folder);
    SpeechModel base = baseOf(folder, model.manifest().base(), packs);
    return new Opened(model.open(base), base);
  }

  private static SpeechModel baseOf(Path folder, ModelManifest.Base wanted, Packs packs)
      throws IOException {
    if (wanted.sha256().equals(SpeechModel.ENGLISH_SHA256)) {
      return SpeechModel.english();
    }
    Path included = folder.resolve(ModelFolder.BASE);
    LanguagePack pack =
        Files.isDirectory(included)
            ? LanguagePack.read(included)
            : packs.findBySha256(wanted.sha256()).orElse(null);
    if (pack == null) {
      throw new FormatException(
          String.valueOf(folder.getFileName()),
          "",
          "trained on the language pack \""
              + wanted.id()
              + "\", which is not installed: install that pack, or export the model with its base");
    }
    return pack.speechModel();
  }

  /** What is read stays in memory, so the unpacked files are not needed afterwards. */
  private static Opened openArchive(Path archive, Packs packs) throws IOException {
    Path folder = Files.createTempDirectory(TemporaryFolder.ofProcess(), "model");
    try {
      ModelArchive.unpack(archive, folder);
      return openFolder(top(folder), packs);
    } finally {
      Folders.delete(folder);
    }
  }

  /** Some archives hold the folder itself, others its files. */
  private static Path top(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> all = entries.toList();
      return all.size() == 1 && Files.isDirectory(all.get(0)) ? all.get(0) : folder;
    }
  }
}
