package io.diction.dataset.word;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import io.diction.speech.SpeechModel;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronouncer;
import io.diction.speech.text.TextNormalizer;
import io.diction.vocabulary.Proposals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Proposes for terms what would be proposed for words of a dataset. */
@Component
class TermProposals implements Proposals {
  private final BaseModels baseModels;
  private final Guesses guesses;

  TermProposals(BaseModels baseModels, Guesses guesses) {
    this.baseModels = baseModels;
    this.guesses = guesses;
  }

  @Override
  public Proposed of(Collection<String> terms, String locale, OrganizationId organization) {
    Optional<BaseModel> base = baseModels.trainable(locale).stream().findFirst();
    if (terms.isEmpty() || base.isEmpty()) {
      return new Proposed(Map.of(), false);
    }
    SpeechModel speech = baseModels.speechModel(base.get().id());
    Lexicon lexicon = speech.lexicon();
    Optional<GraphemeToPhoneme> learnt;
    try {
      learnt = guesses.find(base.get().id(), speech, organization);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    if (learnt.isEmpty()) {
      return new Proposed(Map.of(), true);
    }
    TextNormalizer normalizer =
        TextNormalizer.of(
            speech.locale().toLanguageTag(), word -> !lexicon.pronunciations(word).isEmpty());
    Pronouncer pronouncer = new Pronouncer(lexicon, normalizer, learnt::get);
    Map<String, String> proposed = new HashMap<>();
    for (String term : terms) {
      List<String> words = normalizer.words(term);
      if (words.size() == 1) {
        pronouncer.pronounce(words.get(0)).stream()
            .findFirst()
            .ifPresent(said -> proposed.put(term, said.toString()));
      }
    }
    return new Proposed(proposed, false);
  }
}
