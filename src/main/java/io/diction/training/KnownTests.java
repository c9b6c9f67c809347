package io.diction.training;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.speech.adapt.TrainingData.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds test recordings that say what the model was taught: the same part of the same recording, or
 * words half of which stand in a row in what trained. Measured on them a model looks better than it
 * is.
 */
final class KnownTests {
  /** So many words in a row are hardly the same by chance. */
  private static final int RUN = 5;

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

  private final Set<String> wanted = new HashSet<>();
  private final Set<String> found = new HashSet<>();

  private KnownTests() {}

  /** How many of the recordings to test with. */
  static int count(TrainingSet set, List<Text> texts) throws IOException {
    if (set.testPairs().isEmpty()) {
      return 0;
    }
    KnownTests tests = new KnownTests();
    set.testPairs().forEach(pair -> tests.wanted.addAll(runs(pair.text())));
    Set<String> places = new HashSet<>();
    for (Pair pair : set.pairs()) {
      places.add(place(pair));
      tests.look(pair.text());
    }
    for (Text text : texts) {
      text.lines().forEach(tests::look);
    }
    return (int)
        set.testPairs().stream()
            .filter(pair -> places.contains(place(pair)) || tests.isKnown(pair.text()))
            .count();
  }

  private void look(String line) {
    for (String run : runs(line)) {
      if (wanted.contains(run)) {
        found.add(run);
      }
    }
  }

  private boolean isKnown(String text) {
    List<String> runs = runs(text);
    long known = runs.stream().filter(found::contains).count();
    return !runs.isEmpty() && 2 * known >= runs.size();
  }

  private static String place(Pair pair) {
    return pair.sha256() + " " + pair.startMs();
  }

  /** Every few words in a row; of fewer words all of them. */
  private static List<String> runs(String text) {
    List<String> words =
        BETWEEN_WORDS
            .splitAsStream(text.toLowerCase(Locale.ROOT))
            .filter(word -> !word.isEmpty())
            .toList();
    List<String> runs = new ArrayList<>();
    for (int start = 0; start + RUN <= words.size(); start++) {
      runs.add(String.join(" ", words.subList(start, start + RUN)));
    }
    if (runs.isEmpty() && !words.isEmpty()) {
      runs.add(String.join(" ", words));
    }
    return runs;
  }
}
