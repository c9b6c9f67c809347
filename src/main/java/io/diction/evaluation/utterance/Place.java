package io.diction.evaluation.utterance;

import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in an utterance: a word of the reference, or one that only hypotheses have, and what each
 * subject heard there.
 *
 * @param reference null between the words of the reference
 * @param heard one for each subject; null where it heard nothing, and nothing was said
 */
record Place(@Nullable String reference, List<@Nullable Word> heard) {
  Place {
    heard = Collections.unmodifiableList(new ArrayList<>(heard));
  }

  /** Puts the alignments of all subjects with the same reference side by side. */
  static List<Place> of(List<TestHypothesis> hypotheses) {
    List<Place> places = new ArrayList<>();
    int subjects = hypotheses.size();
    int[] at = new int[subjects];
    boolean left = subjects > 0;
    while (left) {
      takeInsertions(hypotheses, at, places);
      left = takeReference(hypotheses, at, places);
    }
    return places;
  }

  private static void takeInsertions(
      List<TestHypothesis> hypotheses, int[] at, List<Place> places) {
    boolean any = true;
    while (any) {
      any = false;
      List<@Nullable Word> heard = new ArrayList<>();
      for (int i = 0; i < at.length; i++) {
        Word word = word(hypotheses.get(i), at[i]);
        boolean inserted = word != null && word.reference() == null;
        heard.add(inserted ? word : null);
        at[i] += inserted ? 1 : 0;
        any |= inserted;
      }
      if (any) {
        places.add(new Place(null, heard));
      }
    }
  }

  private static boolean takeReference(
      List<TestHypothesis> hypotheses, int[] at, List<Place> places) {
    List<@Nullable Word> heard = new ArrayList<>();
    String reference = null;
    for (int i = 0; i < at.length; i++) {
      Word word = word(hypotheses.get(i), at[i]);
      heard.add(word);
      if (word != null) {
        reference = word.reference();
        at[i]++;
      }
    }
    if (reference == null) {
      return false;
    }
    places.add(new Place(reference, heard));
    return true;
  }

  private static @Nullable Word word(TestHypothesis hypothesis, int at) {
    return at < hypothesis.words().size() ? hypothesis.words().get(at) : null;
  }
}
