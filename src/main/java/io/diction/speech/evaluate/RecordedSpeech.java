package io.diction.speech.evaluate;

import io.diction.speech.audio.Audio;
import java.io.IOException;
import java.util.Set;

/** Utterances whose sound can be had by name. */
@FunctionalInterface
public interface RecordedSpeech {

  /** Gives utterances in any order, each once; those that do not exist not at all. */
  void read(Set<String> ids, Receiver receiver) throws IOException;

  /** Takes utterances, one after the other. */
  interface Receiver {
    void utterance(String id, Audio audio);

    /**
     * An utterance that cannot be decoded.
     *
     * @param reason a sentence for the user
     */
    void unreadable(String id, String reason);
  }
}
