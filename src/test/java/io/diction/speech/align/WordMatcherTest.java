package io.diction.speech.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordMatcherTest {
  private static final int WORDS = 4_000;

  private final Random random = new Random(3);

  @Test
  void matchesATextThatIsSaidTwiceInOrder() {
    int[] text = text(WORDS);
    int[] written = concat(text, text);
    int[] heard = written.clone();
    for (int i = 0; i < heard.length; i += 9) {
      heard[i] = 90_000 + i;
    }

    int[] match = WordMatcher.match(heard, written);

    for (int i = 0; i < heard.length; i++) {
      assertThat(match[i]).isEqualTo(i % 9 == 0 ? -1 : i);
    }
  }

  @Test
  void passesOverParagraphsThatOneSideLacks() {
    int[] text = text(2 * WORDS);
    int[] written = concat(Arrays.copyOf(text, 1_000), Arrays.copyOfRange(text, 1_500, 8_000));
    int[] heard = concat(Arrays.copyOf(text, 4_000), Arrays.copyOfRange(text, 4_700, 8_000));

    int[] match = WordMatcher.match(heard, written);

    for (int i = 0; i < heard.length; i++) {
      int spoken = i < 4_000 ? i : i + 700;
      if (spoken < 1_000) {
        assertThat(match[i]).isEqualTo(spoken);
      } else if (spoken >= 1_500) {
        assertThat(match[i]).isEqualTo(spoken - 500);
      }
    }
  }

  @Test
  void goesForwardThroughAWordSaidThousandsOfTimes() {
    int[] same = new int[3 * WORDS];

    assertThat(WordMatcher.match(same, same.clone())).isSorted().doesNotContain(-1);
  }

  /** Words as frequent as those of a language, by Zipf's law. */
  private int[] text(int length) {
    int[] text = new int[length];
    for (int i = 0; i < length; i++) {
      text[i] = (int) Math.exp(random.nextDouble() * Math.log(5_000));
    }
    return text;
  }

  private static int[] concat(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
