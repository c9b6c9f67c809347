package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioPrintsTest {
  private static final int FRAMES = 150;

  private final Random random = new Random(1);

  private AudioPrint print() {
    return new AudioPrint(random.ints(FRAMES).toArray());
  }

  /** As a lossy coding changes it: a share of the bits. */
  private AudioPrint copy(AudioPrint print, double different) {
    int[] bits = print.bits().clone();
    for (int i = 0; i < bits.length; i++) {
      for (int bit = 0; bit < Integer.SIZE; bit++) {
        bits[i] ^= random.nextDouble() < different ? 1 << bit : 0;
      }
    }
    return new AudioPrint(bits);
  }

  @Test
  void findsCopiesAmongThoseThatWereOnlyPutIn() {
    AudioPrints prints = new AudioPrints();
    AudioPrint elsewhere = print();
    prints.put(print(), 5);
    prints.put(elsewhere, 5);
    prints.put(elsewhere, 5);

    assertThat(prints.add(copy(elsewhere, 0.2), 5.1)).as("the first").hasValue(1);
    assertThat(prints.add(copy(elsewhere, 0.2), 9)).as("much longer").isEmpty();
    assertThat(prints.isPartial()).isFalse();
  }

  @Test
  void takesALongSharedAnnouncementForNoCopyWhereItMustBeSure() {
    AudioPrint test = new AudioPrint(random.ints(400).toArray());
    int[] other = random.ints(400).toArray();
    System.arraycopy(test.bits(), 0, other, 0, 240);
    AudioPrint announced = new AudioPrint(other);
    AudioPrints sure = AudioPrints.strict();
    assertThat(sure.add(test, 12.8)).isEmpty();

    assertThat(test.difference(announced)).as("over all of it").isBetween(0.19, 0.21);
    assertThat(sure.find(announced, 12.8)).isEmpty();
    System.arraycopy(test.bits(), 0, other, 0, 300);
    assertThat(test.difference(new AudioPrint(other))).isLessThan(0.15);
    assertThat(sure.find(new AudioPrint(other), 12.8)).as("another end").isEmpty();
    assertThat(sure.find(copy(test, 0.15), 12.8)).as("coded anew").hasValue(0);
    assertThat(sure.find(new AudioPrint(Arrays.copyOfRange(test.bits(), 9, 400)), 12.5))
        .as("cut off")
        .hasValue(0);
  }

  @Test
  void keepsNoMoreThanItMayAndSaysSo() {
    AudioPrints prints = new AudioPrints(10 * FRAMES, 1_000_000, Long.MAX_VALUE);
    AudioPrint early = print();
    prints.put(early, 5);
    for (int i = 0; i < 4; i++) {
      prints.put(print(), 5);
    }
    assertThat(prints.isPartial()).isFalse();
    AudioPrint tooMany = print();
    prints.put(tooMany, 5);

    assertThat(prints.isPartial()).isTrue();
    assertThat(prints.add(early, 5)).hasValue(0);
    assertThat(prints.add(tooMany, 5)).isEmpty();
    AudioPrint own = print();
    assertThat(prints.add(own, 5)).as("half of the room is for these").isEmpty();
    assertThat(prints.add(own, 5)).hasValue(8);
  }

  @Test
  void comparesNoMoreThanItMayAndSaysSo() {
    AudioPrints prints = new AudioPrints(1_000_000, 1_000_000, 40_000);
    AudioPrint[] all = new AudioPrint[100];
    for (int i = 0; i < all.length; i++) {
      all[i] = print();
      assertThat(prints.add(all[i], 5)).isEmpty();
    }

    assertThat(prints.isPartial()).isTrue();
    assertThat(prints.add(copy(all[3], 0.02), 5)).as("by a frame that is the same").hasValue(3);
  }
}
