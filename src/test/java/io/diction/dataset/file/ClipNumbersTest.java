package io.diction.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.file.ClipNumbers.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClipNumbersTest {
  private static Place clip(int number, String file, long start, String words) {
    return new Place(number, file, start, 1_000L, words);
  }

  @Test
  void keepsNumbersWhateverCameBeforeOrWentAway() {
    List<Place> before =
        List.of(
            clip(1, "a.wav", 0, "one"), clip(2, "b.wav", 0, "two"), clip(3, "b.wav", 1_000, "x"));
    List<Place> now =
        List.of(
            clip(1, "0.wav", 0, "new"), clip(2, "b.wav", 0, "two"), clip(3, "b.wav", 1_000, "x"));

    assertThat(ClipNumbers.numbers(before, now)).isEqualTo(Map.of(1, 4, 2, 2, 3, 3));
    assertThat(ClipNumbers.numbers(before, List.of(clip(1, "b.wav", 1_000, "x"))))
        .isEqualTo(Map.of(1, 3));
  }

  @Test
  void knowsClipsWhoseWordsOrEndWereEdited() {
    List<Place> before =
        List.of(
            clip(1, "a.wav", 0, "one"),
            new Place(4, "a.wav", 1_000, null, "to the end"),
            clip(7, "a.wav", 0, "the same twice"));
    List<Place> now =
        List.of(
            clip(1, "a.wav", 0, "the same twice"),
            clip(2, "a.wav", 0, "one, mended"),
            clip(3, "a.wav", 1_000, "not to the end"));

    assertThat(ClipNumbers.numbers(before, now)).isEqualTo(Map.of(1, 7, 2, 1, 3, 4));
  }
}
