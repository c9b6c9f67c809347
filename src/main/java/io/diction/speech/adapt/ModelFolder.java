package io.diction.speech.adapt;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.BackoffModelFile;
import io.diction.speech.language.InterpolatedLanguageModel;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.TermShares;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained model on disk: a manifest with the checksums of all files, the domain language model,
 * added pronunciations and terms. It refers to its base model by hash.
 */
public final class ModelFolder {
  static final String MANIFEST = "manifest.json";
  static final String LANGUAGE_MODEL = "domain.lm";
  static final String PRONUNCIATIONS = "pronunciations.dict";
  static final String TERMS = "terms.tsv";

  private final Path folder;
  private final ModelManifest manifest;

  private ModelFolder(Path folder, ModelManifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Reads the manifest and verifies every file's checksum.
   *
   * @throws FormatException when a file is missing, damaged, or made by a newer version
   */
  public static ModelFolder read(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          String.valueOf(folder.getFileName()), "", "not a model: it holds no " + MANIFEST);
    }
    ModelManifest manifest = Json.read(file, ModelManifest.class);
    if (!ModelManifest.FORMAT.equals(manifest.format())
        || manifest.base() == null
        || manifest.settings() == null) {
      throw new FormatException(MANIFEST, "", "not the manifest of a model");
    }
    if (manifest.formatVersion() > ModelManifest.VERSION) {
      throw new FormatException(
          MANIFEST,
          "",
          "made by a newer version: needs Diction " + manifest.minimumEngine() + " or later");
    }
    for (Map.Entry<String, String> entry : manifest.files().entrySet()) {
      verify(folder, entry.getKey(), entry.getValue());
    }
    return new ModelFolder(folder, manifest);
  }

  private static void verify(Path folder, String name, String sha256) throws IOException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new FormatException(MANIFEST, "", "names a file that no model has");
    }
    if (!Files.isRegularFile(folder.resolve(name))) {
      throw new FormatException(name, "", "missing from the model");
    }
    if (!Sha256.of(folder.resolve(name)).equals(sha256)) {
      throw new FormatException(name, "", "damaged: its checksum is not that of the manifest");
    }
  }

  public ModelManifest manifest() {
    return manifest;
  }

  /**
   * What the model is, without what was measured of it: two folders with the same hash recognise
   * alike.
   */
  public String sha256() {
    return new Sha256()
        .add(new String(Json.bytes(manifest.withMetrics(null)), StandardCharsets.UTF_8))
        .hex();
  }

  /**
   * Puts the model on its base.
   *
   * @throws FormatException when {@code base} is not the one it was trained on
   */
  public SpeechModel open(SpeechModel base) throws IOException {
    if (!base.sha256().equals(manifest.base().sha256())) {
      throw new FormatException(
          MANIFEST,
          "",
          "trained on another base model than the installed \""
              + base.name()
              + "\": train it anew");
    }
    return base.withLanguageModel(languageModel(base.languageModel()))
        .withLexicon(lexicon(base.lexicon()))
        .withIdentity(manifest.name(), sha256());
  }

  private LanguageModel languageModel(LanguageModel base) throws IOException {
    if (!manifest.files().containsKey(LANGUAGE_MODEL)) {
      return base;
    }
    BackoffLanguageModel domain = BackoffModelFile.read(folder.resolve(LANGUAGE_MODEL));
    try {
      return new InterpolatedLanguageModel(
          base, domain, manifest.settings().domainWeight(), TermShares.of(terms()));
    } catch (IllegalArgumentException e) {
      throw new FormatException(MANIFEST, "", e.getMessage(), e);
    }
  }

  private Lexicon lexicon(Lexicon base) throws IOException {
    if (!manifest.files().containsKey(PRONUNCIATIONS)) {
      return base;
    }
    Map<String, List<Pronunciation>> added = new HashMap<>();
    try (InputStream in = Files.newInputStream(folder.resolve(PRONUNCIATIONS))) {
      Dictionary dictionary = Dictionary.read(in, PRONUNCIATIONS);
      for (String word : dictionary.words()) {
        added.put(word, dictionary.pronunciations(word));
      }
    }
    return new LayeredLexicon(base, added);
  }

  private Map<String, Double> terms() throws IOException {
    Map<String, Double> terms = new HashMap<>();
    if (!manifest.files().containsKey(TERMS)) {
      return terms;
    }
    try (BufferedReader in = Files.newBufferedReader(folder.resolve(TERMS))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        int tab = line.indexOf('\t');
        try {
          terms.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
          throw new FormatException(TERMS, "line " + number, "not a term and its weight", e);
        }
      }
    }
    return terms;
  }

  /** Writes the manifest that holds together what lies in a folder. */
  static void writeManifest(Path folder, ModelManifest manifest) throws IOException {
    Map<String, String> sums = new HashMap<>();
    for (Path file : Folders.files(folder)) {
      String name = file.getFileName().toString();
      if (!name.equals(MANIFEST)) {
        sums.put(name, Sha256.of(file));
      }
    }
    Files.write(
        folder.resolve(MANIFEST),
        Json.bytes(
            new ModelManifest(
                manifest.format(),
                manifest.formatVersion(),
                manifest.minimumEngine(),
                manifest.name(),
                manifest.locale(),
                manifest.base(),
                manifest.settings(),
                manifest.seed(),
                new TreeMap<>(sums),
                manifest.licences(),
                manifest.metrics())));
  }
}
