package io.diction.transcription.correction;

import io.diction.speech.WordTiming;
import io.diction.transcription.SessionTranscript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A transcript as people have corrected it.
 *
 * @param original as it was recognised or aligned
 * @param passages all of it, in order
 * @param corrections how many there were so far
 * @param mayUndo whether the one who looks has something to undo
 * @param mayRedo whether there is something to do again
 */
public record CorrectedTranscript(
    SessionTranscript original,
    List<Passage> passages,
    int corrections,
    boolean mayUndo,
    boolean mayRedo) {
  private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  public CorrectedTranscript {
    passages = List.copyOf(passages);
  }

  /** Words that recognition was unsure of and nobody has looked at. */
  public long unsure() {
    return passages.stream().mapToLong(Passage::unsure).sum();
  }

  /** Passages that a person has corrected or confirmed. */
  public long checked() {
    return passages.stream().filter(Passage::checked).count();
  }

  public boolean isCorrected() {
    return corrections > 0;
  }

  /** As exports write it; the words of corrected passages stand for their lexical form too. */
  public SessionTranscript transcript() {
    if (!isCorrected()) {
      return original;
    }
    List<Passage> before = Passage.cut(original.shown());
    List<WordTiming> shown = new ArrayList<>();
    List<WordTiming> spoken = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < passages.size(); i++) {
      Passage passage = passages.get(i);
      shown.addAll(passage.words());
      double until =
          i + 1 < passages.size() ? passages.get(i + 1).startSeconds() : Double.MAX_VALUE;
      boolean same = passage.text().equals(before.get(i).text());
      while (next < original.words().size() && original.words().get(next).startSeconds() < until) {
        if (same) {
          spoken.add(original.words().get(next));
        }
        next++;
      }
      if (!same) {
        passage.words().forEach(word -> lexical(word, spoken));
      }
    }
    return original.with(spoken, shown);
  }

  private static void lexical(WordTiming word, List<WordTiming> spoken) {
    String bare = EDGES.matcher(word.word()).replaceAll("").toLowerCase(Locale.ROOT);
    if (!bare.isEmpty()) {
      spoken.add(new WordTiming(bare, word.startSeconds(), word.endSeconds(), word.confidence()));
    }
  }
}
