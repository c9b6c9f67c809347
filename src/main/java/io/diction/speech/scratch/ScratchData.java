package io.diction.speech.scratch;

import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.lexicon.Lexicon;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a language pack is trained on.
 *
 * @param locale the language spoken, such as {@code nl-NL}
 * @param lexicon how words are spoken; {@code null} to take their letters for phones, which serves
 *     languages that are written as they are spoken
 * @param utterances recordings with transcripts
 * @param texts sentences of the language, for the language model
 * @param phoneClasses phones that sound alike, if somebody knows; classes are found in any case
 */
public record ScratchData(
    String locale,
    @Nullable Lexicon lexicon,
    List<Utterance> utterances,
    List<Text> texts,
    List<List<String>> phoneClasses) {
  /**
   * @throws IllegalArgumentException when the locale names no language
   */
  public ScratchData {
    if (Locale.forLanguageTag(locale).getLanguage().isEmpty()) {
      throw new IllegalArgumentException(
          "the locale must name a language, such as nl-NL, not \"" + locale + "\"");
    }
    utterances = List.copyOf(utterances);
    texts = List.copyOf(texts);
    phoneClasses = phoneClasses.stream().map(List::copyOf).toList();
  }
}
