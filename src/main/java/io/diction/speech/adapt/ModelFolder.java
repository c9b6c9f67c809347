package io.diction.speech.adapt;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.display.DisplayModel;
import io.diction.speech.language.BackoffModelFile;
import io.diction.speech.language.InterpolatedLanguageModel;
import io.diction.speech.language.TermShares;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Pronunciation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trained model on disk: a manifest with the checksums of all files, the domain language model,
 * added pronunciations and terms, what adaptation changed in the acoustic model. It refers to its
 * base model by hash.
 */
public final class ModelFolder {
  /** Folder of a self-contained model in which the pack lies that it was trained on. */
  public static final String BASE = "base";

  static final String MANIFEST = "manifest.json";
  static final String LANGUAGE_MODEL = "domain.lm";
  static final String PRONUNCIATIONS = "pronunciations.dict";
  static final String TERMS = "terms.tsv";
  static final String ACOUSTICS = "acoustics.bin";
  static final String SPELLING = "spelling.bin";

  /** More than any user may give a term. */
  private static final double MOST_WEIGHT = 1e9;

  /** The language model of a text of 200 MB is about as large. */
  private static final long MOST_BYTES = 256L << 20;

  private static final long MOST_LISTED = 16L << 20;

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
        || manifest.base().id() == null
        || manifest.base().sha256() == null
        || manifest.settings() == null
        || !isUsable(manifest.settings())) {
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

  private static boolean isUsable(ModelManifest.Settings settings) {
    Double language = settings.languageWeight();
    return settings.domainWeight() >= 0
        && settings.domainWeight() <= 1
        && (language == null || (language > 0 && language < 100));
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
   * Makes sure, of a model that anybody may have made, that opening it takes no more memory than
   * one of a training does: its files are read whole.
   *
   * @throws FormatException when a file is larger than any training makes it
   */
  public void requireModest() throws IOException {
    for (String name : manifest.files().keySet()) {
      long most = name.equals(TERMS) || name.equals(PRONUNCIATIONS) ? MOST_LISTED : MOST_BYTES;
      if (Files.size(file(name)) > most) {
        throw new FormatException(name, "", "larger than " + most + " bytes");
      }
    }
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
    Double languageWeight = manifest.settings().languageWeight();
    SpeechModel acoustic = has(ACOUSTICS) ? withAcoustics(base, file(ACOUSTICS)) : base;
    SpeechModel spoken = has(PRONUNCIATIONS) ? withWords(acoustic, file(PRONUNCIATIONS)) : acoustic;
    SpeechModel spelled =
        has(SPELLING) ? spoken.withSpelling(DisplayModel.read(file(SPELLING))) : spoken;
    return withText(
            spelled,
            has(LANGUAGE_MODEL) ? file(LANGUAGE_MODEL) : null,
            has(TERMS) ? file(TERMS) : null,
            manifest.settings().domainWeight())
        .withSettings(
            languageWeight == null
                ? base.settings()
                : base.settings().withLanguageWeight(languageWeight))
        .withIdentity(manifest.name(), sha256());
  }

  private boolean has(String name) {
    return manifest.files().containsKey(name);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  /** A model with what adaptation changed in its acoustics. */
  static SpeechModel withAcoustics(SpeechModel base, Path file) throws IOException {
    return base.withAcousticModel(AdaptedAcoustics.read(file, base.acousticModel()));
  }

  /**
   * A model with the language of a domain.
   *
   * @param domain its language model; null for none
   * @param terms its terms; null for none
   */
  static SpeechModel withText(
      SpeechModel base, @Nullable Path domain, @Nullable Path terms, double weight)
      throws IOException {
    if (domain == null) {
      return base;
    }
    Map<String, Double> listed = terms == null ? Map.of() : terms(terms);
    try {
      return base.withLanguageModel(
          new InterpolatedLanguageModel(
              base.languageModel(), BackoffModelFile.read(domain), weight, TermShares.of(listed)));
    } catch (IllegalArgumentException e) {
      throw new FormatException(MANIFEST, "", e.getMessage(), e);
    }
  }

  /** A model that speaks more words. */
  static SpeechModel withWords(SpeechModel base, Path pronunciations) throws IOException {
    Map<String, List<Pronunciation>> added = new HashMap<>();
    try (InputStream in = Files.newInputStream(pronunciations)) {
      Dictionary dictionary = Dictionary.read(in, PRONUNCIATIONS);
      for (String word : dictionary.words()) {
        added.put(word, dictionary.pronunciations(word));
      }
    }
    return base.withLexicon(new LayeredLexicon(base.lexicon(), added));
  }

  private static Map<String, Double> terms(Path file) throws IOException {
    Map<String, Double> terms = new HashMap<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        int tab = line.indexOf('\t');
        try {
          double weight = Double.parseDouble(line.substring(tab + 1));
          if (!(weight > 0 && weight <= MOST_WEIGHT)) {
            throw new NumberFormatException("a weight of " + weight);
          }
          terms.put(line.substring(0, tab), weight);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
          throw new FormatException(TERMS, "line " + number, "not a term and its weight", e);
        }
      }
    } catch (MalformedInputException e) {
      throw new FormatException(TERMS, "", "not text in UTF-8", e);
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
