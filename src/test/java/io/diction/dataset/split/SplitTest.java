package io.diction.dataset.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.clip.KeptClip;
import io.diction.dataset.file.Purpose;
import io.diction.dataset.split.Split.Method;
import io.diction.dataset.split.Split.Preview;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 10, 50, 90})
  void takesTheShareThatIsWanted(int share) {
    List<KeptClip> clips = clips(0, 400);

    Preview preview = preview(Split.of(Method.RANDOM, share, 1, clips), clips);

    double percent =
        100.0
            * preview.test().durationMs()
            / (preview.test().durationMs() + preview.train().durationMs());
    assertThat(percent).isBetween(share - 0.5, share + 0.5);
  }

  @Test
  void givesTheSameForTheSameSeedWhateverTheOrder() {
    List<KeptClip> clips = clips(0, 100);
    List<KeptClip> shuffled = new ArrayList<>(clips);
    Collections.shuffle(shuffled, new Random(4));

    assertThat(Split.of(Method.RANDOM, 20, 7, shuffled))
        .isEqualTo(Split.of(Method.RANDOM, 20, 7, clips));
    assertThat(tests(Split.of(Method.RANDOM, 20, 8, clips), clips))
        .isNotEqualTo(tests(Split.of(Method.RANDOM, 20, 7, clips), clips));
    assertThat(Split.of(Method.RANDOM, 20, 7, clips).bar())
        .as("so on every machine and database")
        .isEqualTo(Split.of(Method.RANDOM, 20, 7, List.copyOf(shuffled)).bar());
  }

  @Test
  void movesNothingWhenMoreComes() {
    List<KeptClip> clips = clips(0, 100);
    Split split = Split.of(Method.RANDOM, 20, 7, clips);
    Set<Integer> before = tests(split, clips);

    List<KeptClip> more = new ArrayList<>(clips);
    more.addAll(clips(100, 300));

    assertThat(tests(split, more)).containsAll(before);
    assertThat(tests(split, more).stream().filter(number -> number < 100)).hasSameSizeAs(before);
    assertThat(tests(split, more).stream().filter(number -> number >= 100))
        .as("of what came later about the same share")
        .hasSizeBetween(20, 70);
  }

  @Test
  void keepsEverySpeakerOnOneSide() {
    List<KeptClip> clips = clips(0, 200);

    Split split = Split.of(Method.SPEAKER, 30, 3, clips);

    Map<String, Set<Boolean>> sides =
        clips.stream()
            .collect(
                Collectors.groupingBy(
                    KeptClip::speaker, Collectors.mapping(split::isTest, Collectors.toSet())));
    assertThat(sides.values()).allSatisfy(side -> assertThat(side).hasSize(1));
    assertThat(sides.values()).contains(Set.of(true), Set.of(false));
  }

  @Test
  void leavesSomethingToTrainOn() {
    List<KeptClip> one = clips(0, 1);
    assertThat(Split.of(Method.RANDOM, 90, 1, one).isTest(one.get(0))).isFalse();
    assertThat(Split.of(Method.RANDOM, 90, 1, List.of()).bar()).isEqualTo(-1);
  }

  @Test
  void keepsInTheTestWhatBelongsThere() {
    List<KeptClip> clips = clips(0, 50);
    Split split = Split.of(Method.RANDOM, 10, 1, clips);
    int trains =
        clips.stream().filter(clip -> !split.isTest(clip)).findFirst().orElseThrow().number();

    assertThat(split.purposes(clips, Set.of(trains))).containsEntry(trains, Purpose.TEST);
  }

  private static Preview preview(Split split, List<KeptClip> clips) {
    return Preview.of(clips, split.purposes(clips, Set.of()));
  }

  private static Set<Integer> tests(Split split, List<KeptClip> clips) {
    return clips.stream().filter(split::isTest).map(KeptClip::number).collect(Collectors.toSet());
  }

  private static List<KeptClip> clips(int from, int to) {
    List<KeptClip> clips = new ArrayList<>();
    for (int i = from; i < to; i++) {
      clips.add(
          new KeptClip(
              i,
              1,
              "a.wav",
              "%064x".formatted(i / 4),
              100_000,
              1_000L * (i % 4),
              1_000L,
              "words",
              "speaker " + i % 10,
              Purpose.TRAIN));
    }
    return clips;
  }
}
