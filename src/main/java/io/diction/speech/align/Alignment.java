package io.diction.speech.align;

import java.util.List;

/** What became of an utterance and its transcript. */
public sealed interface Alignment {

  /**
   * Every word has its place.
   *
   * @param tiedStates [frame], -1 in speech that no word stands for; not copied, not to be written
   * @param phoneOfFrame [frame] index in {@code phones}; not copied, not to be written
   * @param phones every frame is in one; fillers included
   * @param words all of the transcript, in its order
   * @param logLikelihood of all frames given their tied states, without transitions and penalties
   * @param agreement of recording and transcript
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Placed(
      int[] tiedStates,
      int[] phoneOfFrame,
      List<PhoneSegment> phones,
      List<WordSegment> words,
      double logLikelihood,
      Agreement agreement)
      implements Alignment {
    public Placed {
      phones = List.copyOf(phones);
      words = List.copyOf(words);
    }

    public int frames() {
      return tiedStates.length;
    }
  }

  /**
   * The words could not be placed.
   *
   * @param detail the word, or the measure that was exceeded; one line for a person
   */
  record Failed(Reason reason, String detail) implements Alignment {}

  /** Why words could not be placed. */
  enum Reason {
    /** The recording is empty. */
    NO_AUDIO,
    /** A word has no pronunciation, or one with phones that the acoustic model lacks. */
    UNKNOWN_WORD,
    /** Even the shortest pronunciations need more frames than there are. */
    TOO_SHORT,
    /** Recording and transcript together need more memory than is allowed for an utterance. */
    TOO_LONG
  }
}
