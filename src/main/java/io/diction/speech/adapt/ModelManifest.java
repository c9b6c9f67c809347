package io.diction.speech.adapt;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json} of a model folder.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion raised when older engines could not read the folder
 * @param minimumEngine oldest version of Diction that reads it
 * @param locale such as {@code en-US}
 * @param base what the model adds to
 * @param settings of recognition
 * @param seed of the training
 * @param files name to SHA-256 of every other file of the folder
 * @param metrics as measured after training; null when nothing was
 */
public record ModelManifest(
    String format,
    int formatVersion,
    String minimumEngine,
    String name,
    String locale,
    Base base,
    Settings settings,
    long seed,
    SortedMap<String, String> files,
    List<Licence> licences,
    @Nullable ModelMetrics metrics) {
  static final String FORMAT = "diction-model";
  static final int VERSION = 2;

  /** A base model by name and hash. */
  public record Base(String id, String sha256) {}

  /**
   * How the parts are put together.
   *
   * @param domainWeight share of the domain language model, 0 to 1
   * @param languageWeight exponent of language model probabilities; null for the base model's
   */
  public record Settings(double domainWeight, @Nullable Double languageWeight) {}

  /** Under which terms a part may be used. */
  public record Licence(String part, String licence) {}

  public ModelManifest {
    files = new TreeMap<>(files == null ? new TreeMap<>() : files);
    licences = licences == null ? List.of() : List.copyOf(licences);
  }

  ModelManifest withMetrics(@Nullable ModelMetrics measured) {
    return new ModelManifest(
        format,
        formatVersion,
        minimumEngine,
        name,
        locale,
        base,
        settings,
        seed,
        files,
        licences,
        measured);
  }
}
