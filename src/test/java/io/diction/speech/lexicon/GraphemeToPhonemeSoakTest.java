package io.diction.speech.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How well pronunciations of unseen words are guessed: a tenth of the dictionary is held out. */
@Tag("soak")
class GraphemeToPhonemeSoakTest {

  @Test
  void atMostThreeInTenHeldOutWordsAreGuessedWrong() throws IOException {
    Lexicon dictionary = dictionary();
    List<String> training = new ArrayList<>();
    List<String> heldOut = new ArrayList<>();
    for (String word : dictionary.words()) {
      CRC32 hash = new CRC32();
      hash.update(word.getBytes(StandardCharsets.UTF_8));
      (hash.getValue() % 10 == 0 ? heldOut : training).add(word);
    }
    heldOut.removeIf(word -> !word.matches("[a-z']+"));
    long start = System.nanoTime();
    GraphemeToPhoneme model = GraphemeToPhoneme.train(dictionary, training, Progress.NONE);
    double trainingSeconds = (System.nanoTime() - start) / 1e9;
    int wrong = 0;
    int phoneErrors = 0;
    int phones = 0;
    start = System.nanoTime();
    for (String word : heldOut) {
      List<GraphemeToPhoneme.Guess> guesses = model.guess(word, 1);
      List<String> guess = guesses.isEmpty() ? List.of() : guesses.get(0).pronunciation().phones();
      int fewest = Integer.MAX_VALUE;
      int length = 0;
      for (Pronunciation right : dictionary.pronunciations(word)) {
        int distance = distance(right.phones(), guess);
        if (distance < fewest) {
          fewest = distance;
          length = right.phones().size();
        }
      }
      wrong += fewest > 0 ? 1 : 0;
      phoneErrors += fewest;
      phones += length;
    }
    double guessSeconds = (System.nanoTime() - start) / 1e9;
    double wordError = (double) wrong / heldOut.size();
    double phoneError = (double) phoneErrors / phones;
    System.out.printf(
        "held-out words %d: word error %.1f %%, phone error %.2f %%;"
            + " training %.1f s, %.2f ms a word%n",
        heldOut.size(),
        100 * wordError,
        100 * phoneError,
        trainingSeconds,
        1000 * guessSeconds / heldOut.size());
    assertThat(wordError).isLessThanOrEqualTo(0.30);
    assertThat(phoneError).isLessThanOrEqualTo(0.075);
  }

  private static Lexicon dictionary() throws IOException {
    String resource = "/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict";
    try (InputStream in = GraphemeToPhonemeSoakTest.class.getResourceAsStream(resource)) {
      return Dictionary.read(in, "cmudict-en-us.dict");
    }
  }

  private static int distance(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1];
    for (int j = 0; j <= b.size(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.size(); j++) {
        int substituted = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.size()];
  }
}
