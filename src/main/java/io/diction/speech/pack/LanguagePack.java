package io.diction.speech.pack;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.AcousticModelReader;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.LanguageModelFile;
import io.diction.speech.lexicon.Dictionary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A complete pack: one on disk, or the built-in one. Immutable; safe for threads. */
public final class LanguagePack {
  private final PackDescription description;
  private final String sha256;

  /** Null for the built-in pack. */
  private final @Nullable Path folder;

  private LanguagePack(PackDescription description, String sha256, @Nullable Path folder) {
    this.description = description;
    this.sha256 = sha256;
    this.folder = folder;
  }

  /**
   * A pack that lies in a folder, finished by an installation or an export.
   *
   * @throws FormatException when the folder holds no pack, or does not list all checksums
   */
  public static LanguagePack read(Path folder) throws IOException {
    PackDescription description = PackDescription.read(folder);
    String missing = description.missing(description.files().keySet());
    if (missing != null) {
      throw new FormatException(
          folder.getFileName() + "/" + PackDescription.FILE,
          "",
          "has no checksum of " + missing + ": install the pack first");
    }
    return of(description, folder);
  }

  /** A pack of which nothing is known yet but its description. */
  static LanguagePack of(PackDescription description, Path folder) {
    return new LanguagePack(description, description.sha256(), folder);
  }

  static LanguagePack builtIn(PackDescription description, String sha256) {
    return new LanguagePack(description, sha256, null);
  }

  public PackDescription description() {
    return description;
  }

  public String name() {
    return description.name();
  }

  public Locale locale() {
    return Objects.requireNonNull(description.language());
  }

  /** Hash of its model files: what was trained on one pack runs on any of the same hash. */
  public String sha256() {
    return sha256;
  }

  public boolean isBuiltIn() {
    return folder == null;
  }

  /** Where its files lie as {@link #description} names them; empty for the built-in one. */
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /**
   * Reads the models, after comparing every file with its checksum. The built-in model is read once
   * and kept, another at every call.
   *
   * @throws FormatException when a file is missing or damaged
   */
  public SpeechModel speechModel() throws IOException {
    if (folder == null) {
      return SpeechModel.english();
    }
    requireIntact();
    AcousticModel acoustic = acousticModel();
    return new SpeechModel(
        name(),
        sha256,
        locale(),
        acoustic,
        dictionary(),
        languageModel(),
        RecognitionSettings.of(acoustic));
  }

  /**
   * Compares all files with their checksums.
   *
   * @throws FormatException naming the first that is missing or damaged, or that was not there when
   *     the pack was installed and would be read as part of it
   */
  void requireIntact() throws IOException {
    Path here = requireFolder();
    for (Map.Entry<String, String> file : description.files().entrySet()) {
      Path path = here.resolve(file.getKey());
      String source = name() + "/" + file.getKey();
      if (!Files.isRegularFile(path)) {
        throw new FormatException(source, "", "missing from the pack");
      }
      if (!Sha256.of(path).equals(file.getValue())) {
        throw new FormatException(
            source, "", "damaged: its checksum is not that of " + PackDescription.FILE);
      }
    }
    for (String file : PackDescription.ACOUSTIC_FILES) {
      String path = description.acousticFile(file);
      if (!description.files().containsKey(path) && Files.exists(here.resolve(path))) {
        throw new FormatException(
            name() + "/" + path, "", "was added to the pack after its installation");
      }
    }
  }

  /** Files that lie in its folder and are no part of it, by name. */
  List<String> otherFiles() throws IOException {
    Path here = requireFolder();
    return Folders.files(here).stream()
        .map(file -> here.relativize(file).toString().replace('\\', '/'))
        .filter(file -> !file.equals(PackDescription.FILE))
        .filter(file -> !description.files().containsKey(file))
        .toList();
  }

  AcousticModel acousticModel() throws IOException {
    return AcousticModelReader.read(requireFolder().resolve(description.acousticModel()));
  }

  Dictionary dictionary() throws IOException {
    try (InputStream in = Files.newInputStream(requireFolder().resolve(description.dictionary()))) {
      return Dictionary.read(in, description.dictionary());
    }
  }

  LanguageModel languageModel() throws IOException {
    return LanguageModelFile.read(requireFolder().resolve(description.languageModel()));
  }

  /**
   * Copies the pack with its description into a folder, which is created.
   *
   * @throws FormatException when a file is missing or damaged
   */
  public void copyTo(Path target) throws IOException {
    Files.createDirectories(target);
    if (folder == null) {
      BuiltIn.copyTo(target);
      return;
    }
    requireIntact();
    for (String file : description.files().keySet()) {
      Path copy = target.resolve(file);
      Files.createDirectories(Objects.requireNonNull(copy.getParent()));
      Files.copy(folder.resolve(file), copy);
    }
    description.write(target);
  }

  private Path requireFolder() {
    if (folder == null) {
      throw new IllegalStateException("the built-in pack has no folder");
    }
    return folder;
  }
}
