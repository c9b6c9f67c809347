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
import io.diction.web.Refusal.NotFound;
import org.springframework.stereotype.Component;

/** Says terms aloud, so that a pronunciation can be heard before a model learns it. */
@Component
class SpokenTerms {
  private final CustomModels models;
  private final Synthesizer voice = new Synthesizer();

  SpokenTerms(CustomModels models) {
    this.models = models;
  }

  /** The only voice there is speaks American English. */
  static boolean speaks(String locale) {
    return locale.startsWith("en");
  }

  /** A WAV file. */
  byte[] say(CustomModelId id, String term, String pronunciation, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn() || !speaks(model.locale())) {
      throw new NotFound();
    }
    VocabularyTerm said = VocabularyTerm.of(Ids.next(), term, pronunciation, "", 1);
    return WavWriter.bytes(audio(said));
  }

  private Audio audio(VocabularyTerm term) {
    if (!term.phones().isEmpty()) {
      return voice.pronounce(Pronunciation.parse(term.phones()), Options.DEFAULT);
    }
    return voice.speak(term.soundsLike().isEmpty() ? term.term() : term.soundsLike());
  }
}
