package io.diction.transcription.alignment;

import io.diction.speech.transcript.Transcript.Unplaced;
import java.util.List;

/**
 * What an alignment found no place for, in order.
 *
 * @param text of the transcript that the recording does not say
 * @param speech in the recording that the transcript lacks
 */
public record Gaps(List<Text> text, List<Speech> speech) {
  /** On a page; more than this says that recording and transcript are strangers. */
  private static final int SHOWN = 40;

  private static final int LONGEST_SHOWN = 160;

  public Gaps {
    text = List.copyOf(text);
    speech = List.copyOf(speech);
  }

  /**
   * @param line of the transcript, from 1
   * @param words as they are spoken, separated by spaces
   * @param atSeconds where they were expected: the end of the last word with a place before them
   */
  public record Text(int line, String words, double atSeconds) {
    /** Its beginning. */
    public String shown() {
      return words.codePointCount(0, words.length()) > LONGEST_SHOWN
          ? words.substring(0, words.offsetByCodePoints(0, LONGEST_SHOWN)) + "…"
          : words;
    }
  }

  /** From and to which second. */
  public record Speech(double start, double end) {}

  public boolean isEmpty() {
    return text.isEmpty() && speech.isEmpty();
  }

  public List<Text> shownText() {
    return text.subList(0, Math.min(SHOWN, text.size()));
  }

  public List<Speech> shownSpeech() {
    return speech.subList(0, Math.min(SHOWN, speech.size()));
  }

  /** How many others there are. */
  public int more() {
    return text.size() + speech.size() - shownText().size() - shownSpeech().size();
  }

  /** As exports tell it. */
  public Unplaced unplaced() {
    return new Unplaced(
        text.stream().map(each -> new Unplaced.Text(each.line(), each.words())).toList(),
        speech.stream().map(each -> new Unplaced.Stretch(each.start(), each.end())).toList());
  }
}
