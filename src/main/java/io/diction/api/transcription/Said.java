package io.diction.api.transcription;

import io.diction.api.phrase.Phrase;
import java.util.List;

/**
 * What was heard in a recording.
 *
 * @param model that heard it, with its version, as it was called then
 * @param modelSha256 of the version's files, and of own terms where some were put on it
 */
record Said(String model, String modelSha256, List<Spoken> channels) {
  Said {
    channels = List.copyOf(channels);
  }

  /** A channel of a recording, and what is said in it. */
  record Spoken(int channel, List<Phrase> phrases) {
    Spoken {
      phrases = List.copyOf(phrases);
    }
  }
}
