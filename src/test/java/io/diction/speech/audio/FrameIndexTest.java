package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameIndexTest {
  @Test
  void findsAllThatHaveAFrame() {
    FrameIndex index = new FrameIndex(1_000_000);
    Random random = new Random(1);
    int[] frames = random.ints(20_000).toArray();
    for (int i = 0; i < frames.length; i++) {
      index.add(frames[i], i);
      index.add(frames[i], i);
    }
    index.add(frames[7], 100_000);

    assertThat(index.size()).isEqualTo(20_001);
    for (int i = 8; i < frames.length; i++) {
      assertThat(index.find(frames[i])).containsExactly(i);
    }
    assertThat(index.find(frames[7])).containsExactlyInAnyOrder(7, 100_000);
    assertThat(index.find(12_345)).isEmpty();
  }

  @Test
  void leavesOutSilenceAndWhatTooManyHave() {
    FrameIndex index = new FrameIndex(1_000_000);
    for (int i = 0; i < 1_000; i++) {
      index.add(0, i);
      index.add(5, i);
      index.add(6, i % (FrameIndex.MOST_ALIKE - 1));
    }

    assertThat(index.find(0)).isEmpty();
    assertThat(index.find(5)).isEmpty();
    assertThat(index.find(6)).hasSize(FrameIndex.MOST_ALIKE - 1);
    assertThat(index.size()).isLessThan(100);
  }

  @Test
  void keepsTheSameFramesOfAllRecordingsWhenThereAreTooMany() {
    FrameIndex index = new FrameIndex(10_000);
    int[] frames = new Random(2).ints(100_000).toArray();
    for (int i = 0; i < frames.length; i++) {
      index.add(frames[i], i);
      assertThat(index.size()).isLessThanOrEqualTo(10_000);
    }
    int found = 0;
    for (int i = 0; i < frames.length; i++) {
      int[] numbers = index.find(frames[i]);
      found += numbers.length;
      assertThat(numbers.length == 0 || numbers[0] == i).isTrue();
    }

    assertThat(found).isEqualTo(index.size()).isGreaterThan(2_500);
  }
}
