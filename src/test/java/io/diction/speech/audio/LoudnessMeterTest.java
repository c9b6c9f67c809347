package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.testing.SpeechFixtures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoudnessMeterTest {
  private static double lufs(float[]... parts) {
    LoudnessMeter meter = new LoudnessMeter();
    for (float[] part : parts) {
      meter.add(part, part.length);
    }
    return meter.lufs();
  }

  private static float[] tone(double hz, double level, double seconds) {
    return SpeechFixtures.tone(hz, level, seconds, 16_000).samples();
  }

  /** ITU-R BS.1770-4, annex 1: "0 dB FS, 997 Hz sine wave … will read -3.01 LKFS". */
  @Test
  void readsTheStandardsOwnSine() {
    assertThat(lufs(tone(997, 1, 10))).isEqualTo(-3.01, within(0.05));
  }

  /** EBU Tech 3341, case 1 and 2 by level, here for one channel instead of two. */
  @Test
  void followsTheLevelDecibelByDecibel() {
    assertThat(lufs(tone(997, Math.pow(10, -23 / 20.0), 20))).isEqualTo(-26.01, within(0.05));
    assertThat(lufs(tone(997, Math.pow(10, -33 / 20.0), 20))).isEqualTo(-36.01, within(0.05));
  }

  /** EBU Tech 3341, case 3: quiet parts are below the relative gate. */
  @Test
  void leavesQuietPartsOut() {
    float[] loud = tone(997, Math.pow(10, -23 / 20.0), 60);
    float[] quiet = tone(997, Math.pow(10, -36 / 20.0), 10);
    assertThat(lufs(quiet, loud, quiet)).isEqualTo(-26.01, within(0.1));
  }

  @Test
  void hearsDeepSoundsLess() {
    assertThat(lufs(tone(40, 0.5, 5))).isLessThan(lufs(tone(997, 0.5, 5)) - 4);
    assertThat(lufs(tone(4_000, 0.5, 5))).isGreaterThan(lufs(tone(997, 0.5, 5)) + 2);
  }

  @Test
  void saysNothingOfSilenceAndOfLessThanABlock() {
    assertThat(lufs(new float[160_000])).isNaN();
    assertThat(lufs(Arrays.copyOf(tone(997, 1, 1), 6_000))).isNaN();
  }
}
