package io.diction.catalog;

import io.diction.speech.SpeechModel;
import io.diction.speech.pack.LanguagePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Speech models of language packs in memory: the built-in one, and those used last. */
final class LoadedPacks {
  /** Models beside the built-in one, which keeps itself; each takes up to 200 MB. */
  private static final int MOST = 2;

  private final Loader loader;

  /** Held while a pack is loaded, which takes seconds: one at a time bounds what that needs. */
  private final Object loading = new Object();

  /** By hash, the one used last at the end. Guarded by itself, never for long. */
  private final Map<String, SpeechModel> models = new LinkedHashMap<>(16, 0.75f, true);

  /** Reads the model of a pack. */
  @FunctionalInterface
  interface Loader {
    SpeechModel load(LanguagePack pack) throws IOException;
  }

  LoadedPacks(Loader loader) {
    this.loader = loader;
  }

  /** Loads a pack, or finds it in memory. Only those wait for a load who want one. */
  SpeechModel get(LanguagePack pack) {
    SpeechModel before = kept(pack);
    if (before != null) {
      return before;
    }
    synchronized (loading) {
      SpeechModel since = kept(pack);
      return since == null ? load(pack) : since;
    }
  }

  /** Whether the model of a pack is in memory, not counting the built-in one. */
  boolean has(LanguagePack pack) {
    synchronized (models) {
      return models.containsKey(pack.sha256());
    }
  }

  private @Nullable SpeechModel kept(LanguagePack pack) {
    synchronized (models) {
      return models.get(pack.sha256());
    }
  }

  private SpeechModel load(LanguagePack pack) {
    SpeechModel model;
    try {
      model = loader.load(pack);
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot load language pack " + pack.name(), problem);
    }
    if (!pack.isBuiltIn()) {
      synchronized (models) {
        models.put(pack.sha256(), model);
        if (models.size() > MOST) {
          models.remove(models.keySet().iterator().next());
        }
      }
    }
    return model;
  }
}
