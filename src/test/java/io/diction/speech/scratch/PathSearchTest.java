package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.acoustic.AcousticModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathSearchTest {
  private final AcousticModel model = SyntheticPhones.model(8);
  private final PathSearch search = new PathSearch(model, new MixtureScorer(model));

  /** Two words: the first has two pronunciations. */
  private static final int[][][] WORDS = {{{1, 2}, {1, 3, 4}}, {{5, 6, 7}}};

  private Segmentation find(Segmentation spoken, int[][][] words) {
    float[] features = SyntheticPhones.speak(model, spoken, new Random(2));
    return search.find(
        PhoneNetwork.ofWords(words, model.phones()),
        features,
        SyntheticPhones.frames(spoken),
        SyntheticPhones.DIMENSION);
  }

  @Test
  void findsPronunciationsPausesAndBoundaries() {
    Random random = new Random(1);
    Segmentation spoken = SyntheticPhones.path(random, 0, 1, 3, 4, 0, 5, 6, 7);
    Segmentation found = find(spoken, WORDS);
    assertThat(found.phones()).isEqualTo(spoken.phones());
    assertThat(found.frames()).isEqualTo(spoken.frames());
  }

  @Test
  void insertsNoPauseWhereNoneIs() {
    Segmentation spoken = SyntheticPhones.path(new Random(4), 1, 2, 5, 6, 7);
    Segmentation found = find(spoken, WORDS);
    assertThat(found.phones()).isEqualTo(spoken.phones());
    assertThat(found.frames()).isEqualTo(spoken.frames());
  }

  @Test
  void survivesSpeechThatIsSomethingElse() {
    Segmentation spoken = SyntheticPhones.path(new Random(4), 7, 7, 3, 3, 2, 0, 4);
    Segmentation found = find(spoken, WORDS);
    assertThat(SyntheticPhones.frames(found)).isEqualTo(SyntheticPhones.frames(spoken));
    assertThat(found.phones()).contains(new byte[] {5, 6, 7});
  }

  @Test
  void findsNothingInTooFewFrames() {
    Segmentation spoken = SyntheticPhones.path(new Random(4), 1);
    assertThat(find(spoken, new int[][][] {{{1, 2, 3, 4, 5, 6, 7, 1, 2}}})).isNull();
  }

  @Test
  void movesBoundariesOnAGivenPath() {
    Segmentation spoken = SyntheticPhones.path(new Random(9), 0, 1, 2, 0, 5, 0);
    float[] features = SyntheticPhones.speak(model, spoken, new Random(2));
    int frames = SyntheticPhones.frames(spoken);
    char[] even = new char[spoken.frames().length];
    Arrays.fill(even, (char) 1);
    even[0] += (char) (frames - even.length);
    Segmentation start = new Segmentation(spoken.phones(), spoken.positions(), even);
    Segmentation found =
        search.find(
            PhoneNetwork.ofPath(start, model.phones()),
            features,
            frames,
            SyntheticPhones.DIMENSION);
    assertThat(found).isEqualTo(spoken);
  }
}
