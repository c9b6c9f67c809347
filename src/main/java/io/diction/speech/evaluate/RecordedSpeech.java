package io.diction.speech.evaluate;

import io.diction.speech.Progress;
import io.diction.speech.audio.Audio;
import java.io.IOException;
import java.util.Set;

/** Utterances whose sound can be had by name. */
@FunctionalInterface
public interface RecordedSpeech {

  /** Gives utterances in any order, each once; those that do not exist not at all. */
  void read(Set<String> ids, Receiver receiver) throws IOException;

  /**
   * Hash of the sound of utterances, by which a recording is noticed that was replaced under the
   * same name; empty where that cannot happen.
   *
   * @param progress only asked whether to stop
   */
  default String fingerprint(Set<String> ids, Progress progress) throws IOException {
    return "";
  }

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
