package io.diction.api.transcription;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.phrase.ProfaneWords;
import io.diction.api.phrase.Profanity;
import io.diction.api.phrase.Punctuation;
import io.diction.api.phrase.SpokenMarks;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * How a transcription is written.
 *
 * @param wordTimes whether each word has its times
 * @param displayWordTimes the same of what is shown
 * @param channels those that are heard of each recording, as far as it has them
 */
record Modes(
    boolean wordTimes,
    boolean displayWordTimes,
    List<Integer> channels,
    Punctuation punctuation,
    Profanity profanity) {
  private static final List<Integer> USUAL_CHANNELS = List.of(0, 1);
  private static final int MOST_CHANNELS = 8;

  Modes {
    channels = List.copyOf(channels);
  }

  /**
   * What {@code properties} ask for. Where a language lacks what is usual, the answer says what
   * there is instead, also where the request says what is usual, as generated clients do; what else
   * is asked for by name and cannot be had is refused.
   */
  static Modes of(Body within, String locale) {
    requireNothingUnknown(within);
    Boolean words = within.flag("wordLevelTimestampsEnabled");
    Boolean displayWords = within.flag("displayFormWordLevelTimestampsEnabled");
    Punctuation punctuation = within.choice("punctuationMode", Punctuation.class);
    if (punctuation == Punctuation.DICTATED && !SpokenMarks.has(locale)) {
      refuse(
          within,
          "punctuationMode",
          "Spoken punctuation is not known of %s; Automatic and None are.".formatted(locale));
    }
    Profanity profanity = within.choice("profanityFilterMode", Profanity.class);
    if ((profanity == Profanity.REMOVED || profanity == Profanity.TAGS)
        && !ProfaneWords.has(locale)) {
      refuse(
          within,
          "profanityFilterMode",
          "There is no list of profane words for %s; None is possible.".formatted(locale));
    }
    return new Modes(
        Boolean.TRUE.equals(words),
        Boolean.TRUE.equals(displayWords),
        channels(within),
        punctuation == null || punctuation == Punctuation.DICTATED_AND_AUTOMATIC
            ? Punctuation.usual(locale)
            : punctuation,
        profanity == null || profanity == Profanity.MASKED ? Profanity.usual(locale) : profanity);
  }

  /** Rather a refusal than a result that seems to have it. */
  private static void requireNothingUnknown(Body within) {
    if (Boolean.TRUE.equals(within.flag("diarizationEnabled")) || within.isSet("diarization")) {
      refuse(within, "diarizationEnabled", "Speakers are not told apart here.");
    }
    if (within.isSet("languageIdentification")) {
      refuse(
          within,
          "languageIdentification",
          "Languages are not told apart here: the locale is that of all recordings.");
    }
    if (within.isSet("destinationContainerUrl")) {
      refuse(
          within,
          "destinationContainerUrl",
          "Results are kept here and fetched from here, and nowhere else.");
    }
  }

  private static void refuse(Body within, String name, String why) {
    within.reject(
        ApiError.invalid(DetailCode.INVALID_PARAMETER_VALUE, why).target("properties." + name));
  }

  private static List<Integer> channels(Body within) {
    if (!within.isSet("channels")) {
      return USUAL_CHANNELS;
    }
    List<Integer> channels = new ArrayList<>();
    for (JsonNode each : within.elements("channels")) {
      boolean known =
          each.isIntegralNumber()
              && each.canConvertToInt()
              && each.intValue() >= 0
              && each.intValue() < MOST_CHANNELS;
      channels.add(known ? each.intValue() : -1);
    }
    TreeSet<Integer> sorted = new TreeSet<>(channels);
    if (channels.isEmpty() || sorted.first() < 0 || sorted.size() < channels.size()) {
      within.reject(
          ApiError.invalid(
                  DetailCode.INVALID_CHANNELS,
                  "channels has to be a list of different numbers from 0 to %d."
                      .formatted(MOST_CHANNELS - 1))
              .target("properties.channels"));
      return USUAL_CHANNELS;
    }
    return new ArrayList<>(sorted);
  }
}
