package io.diction.transcription.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.WordTiming;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordTimesTest {
  private static final List<WordTiming> OLD =
      List.of(
          new WordTiming("The", 0.0, 0.2, 0.9),
          new WordTiming("scion", 0.3, 0.8, 0.2),
          new WordTiming("cardin", 0.8, 1.2, 0.3),
          new WordTiming("helps.", 1.4, 1.8, 0.9));

  private static final Passage PASSAGE = new Passage(1, 0, 1.8, OLD, 0, false);

  @Test
  void wordsThatStayKeepTheirTimesAndOthersShareWhatTheyReplace() {
    List<WordTiming> timed = WordTimes.of(PASSAGE, OLD, "the Xylocardine helps");

    assertThat(timed).extracting(WordTiming::word).containsExactly("the", "Xylocardine", "helps");
    assertThat(timed.get(0).endSeconds()).isEqualTo(0.2);
    assertThat(timed.get(1).startSeconds()).isEqualTo(0.3);
    assertThat(timed.get(1).endSeconds()).isEqualTo(1.2, within(1e-9));
    assertThat(timed.get(2).startSeconds()).isEqualTo(1.4);
    assertThat(timed).as("a person said so").allMatch(word -> word.confidence() == 1);
  }

  @Test
  void sharesByLengthOfTheWords() {
    List<WordTiming> timed = WordTimes.of(PASSAGE, OLD, "The an extraordinarily helps.");

    double shorter = timed.get(1).endSeconds() - timed.get(1).startSeconds();
    double longer = timed.get(2).endSeconds() - timed.get(2).startSeconds();
    assertThat(longer).isGreaterThan(4 * shorter);
    assertThat(timed.get(1).endSeconds()).isEqualTo(timed.get(2).startSeconds());
  }

  @Test
  void aWordBetweenTwoThatTouchTakesOfTheOneBefore() {
    List<WordTiming> timed = WordTimes.of(PASSAGE, OLD, "The scion of cardin helps.");

    assertThat(timed.get(1).startSeconds()).isEqualTo(0.3);
    assertThat(timed.get(2).startSeconds()).isBetween(0.3, 0.8);
    assertThat(timed.get(2).endSeconds()).isEqualTo(0.8, within(1e-9));
    assertThat(timed.get(3).startSeconds()).isEqualTo(0.8);
  }

  @Test
  void nothingMayBeSaid() {
    assertThat(WordTimes.of(PASSAGE, OLD, "  ")).isEmpty();
    assertThat(WordTimes.of(PASSAGE, List.of(), "New words here"))
        .hasSize(3)
        .allMatch(word -> word.startSeconds() >= 0 && word.endSeconds() <= 1.8);
  }

  /** Whatever is written, every word has its time within the passage, one after the other. */
  @Test
  void timesNeverRunBackwards() {
    Random random = new Random(7);
    List<WordTiming> words = OLD;
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      int count = random.nextInt(9);
      for (int w = 0; w < count; w++) {
        text.append(
                random.nextBoolean() && !words.isEmpty()
                    ? words.get(random.nextInt(words.size())).word()
                    : "w" + random.nextInt(1000))
            .append(' ');
      }
      words = WordTimes.of(PASSAGE, words, text.toString());
      double at = 0;
      for (WordTiming word : words) {
        assertThat(word.startSeconds()).as(text.toString()).isGreaterThanOrEqualTo(at - 1e-9);
        assertThat(word.endSeconds()).isBetween(word.startSeconds(), 1.8 + 1e-9);
        at = word.endSeconds();
      }
      assertThat(words).hasSize(count);
    }
  }
}
