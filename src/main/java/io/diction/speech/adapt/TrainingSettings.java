package io.diction.speech.adapt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a training may be told.
 *
 * @param name of the model
 * @param seed of everything random; the same data and settings give the same model
 * @param threads utterances recognised at a time
 * @param cacheFolder keeps what is learnt from the base model alone; may be shared by trainings
 * @param clipFolder keeps what was heard, for the next training on much the same recordings; null
 *     to keep it in the working folder
 * @param domainWeight share of the domain's language model, more than 0 and at most 1; null to
 *     choose it by what it brings
 */
public record TrainingSettings(
    String name,
    long seed,
    int threads,
    Path cacheFolder,
    @Nullable Path clipFolder,
    @Nullable Double domainWeight) {
  public TrainingSettings(
      String name, long seed, int threads, Path cacheFolder, @Nullable Path clipFolder) {
    this(name, seed, threads, cacheFolder, clipFolder, null);
  }

  public TrainingSettings(String name, long seed, int threads, Path cacheFolder) {
    this(name, seed, threads, cacheFolder, null, null);
  }

  public TrainingSettings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    if (domainWeight != null && !(domainWeight > 0 && domainWeight <= 1)) {
      throw new IllegalArgumentException("no share of a language model: " + domainWeight);
    }
  }
}
