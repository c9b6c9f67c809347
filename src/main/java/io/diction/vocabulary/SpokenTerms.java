package io.diction.vocabulary;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.Synthesizer;
import io.diction.speech.audio.Synthesizer.Options;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Says terms aloud, so that a pronunciation can be heard before a model learns it. There is one
 * voice for all: few wait for it, and what was said of late is not said again.
 */
@Component
class SpokenTerms {
  /** At once, one speaking and the others waiting, for a fraction of a second. */
  private static final int MOST_AT_ONCE = 3;

  /** About a hundred terms. */
  private static final int MOST_KEPT_BYTES = 8 * 1024 * 1024;

  private final CustomModels models;
  private final Synthesizer voice = new Synthesizer();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Map<String, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private int keptBytes;

  SpokenTerms(CustomModels models) {
    this.models = models;
  }

  /** The only voice there is speaks American English. */
  static boolean speaks(String locale) {
    return locale.startsWith("en");
  }

  /** One for each who is spoken to. */
  Semaphore places() {
    return places;
  }

  /** A WAV file. */
  byte[] say(CustomModelId id, String term, String pronunciation, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn() || !speaks(model.locale())) {
      throw new NotFound();
    }
    VocabularyTerm wanted = VocabularyTerm.of(Ids.next(), term, pronunciation, "", 1);
    String said = wanted.pronunciation().isEmpty() ? wanted.term() : wanted.pronunciation();
    return recent(said).orElseGet(() -> say(wanted, said));
  }

  private byte[] say(VocabularyTerm term, String said) {
    if (!places.tryAcquire()) {
      throw new LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
    try {
      byte[] sound = WavWriter.bytes(audio(term));
      keep(said, sound);
      return sound;
    } finally {
      places.release();
    }
  }

  private Optional<byte[]> recent(String said) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(said));
    }
  }

  private void keep(String said, byte[] sound) {
    synchronized (kept) {
      byte[] before = kept.put(said, sound);
      keptBytes += sound.length - (before == null ? 0 : before.length);
      Iterator<byte[]> oldest = kept.values().iterator();
      while (keptBytes > MOST_KEPT_BYTES) {
        keptBytes -= oldest.next().length;
        oldest.remove();
      }
    }
  }

  private Audio audio(VocabularyTerm term) {
    if (!term.phones().isEmpty()) {
      return voice.pronounce(Pronunciation.parse(term.phones()), Options.DEFAULT);
    }
    return voice.speak(term.soundsLike().isEmpty() ? term.term() : term.soundsLike());
  }
}
