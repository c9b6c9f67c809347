package io.diction.speech.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.audio.Audio;
import io.diction.testing.SpeechFixtures;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UtteranceCutterTest {
  private static final int RATE = Audio.RECOGNITION_RATE_HZ;

  private final UtteranceCutter cutter = new UtteranceCutter(RATE);
  private final Random random = new Random(11);

  @Test
  void leavesShortRecordingsWhole() {
    assertThat(cutter.cut(new float[30 * RATE], 0, 30 * RATE)).isEqualTo(30 * RATE);
  }

  @Test
  void cutsInTheLongestPauseThoughAShorterOneIsQuieter() {
    float[] samples = talk(40);
    silence(samples, 12.0, 12.35, 0);
    silence(samples, 17.0, 18.2, 0.001);

    assertThat(cutter.cut(samples, 0, samples.length) / (double) RATE).isBetween(17.3, 17.9);
  }

  @Test
  void findsPausesInNoise() {
    float[] samples = talk(40);
    silence(samples, 21.0, 22.0, 0);
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) (0.01 * random.nextGaussian());
    }

    assertThat(cutter.cut(samples, 0, samples.length) / (double) RATE).isBetween(21.2, 21.8);
  }

  @Test
  void cutsWhereItIsQuietestWhenNothingIsAPause() {
    float[] samples = new float[40 * RATE];
    for (int i = 0; i < samples.length; i++) {
      boolean softer = i > 19 * RATE && i < 19.5 * RATE;
      samples[i] = (float) ((softer ? 0.08 : 0.1) * random.nextGaussian());
    }

    assertThat(cutter.cut(samples, 0, samples.length) / (double) RATE).isBetween(19.0, 19.5);
  }

  /** Sentences without a pause between them. */
  private static float[] talk(int seconds) {
    float[] sentence =
        SpeechFixtures.say("nobody knows where the old key of the church was kept").samples();
    int from = RATE / 2;
    int to = sentence.length - RATE / 2;
    float[] talk = new float[seconds * RATE];
    for (int at = 0; at < talk.length; at += to - from) {
      System.arraycopy(sentence, from, talk, at, Math.min(to - from, talk.length - at));
    }
    return talk;
  }

  private void silence(float[] samples, double from, double to, double level) {
    Arrays.fill(samples, (int) (from * RATE), (int) (to * RATE), 0);
    for (int i = (int) (from * RATE); i < to * RATE; i++) {
      samples[i] = (float) (level * random.nextGaussian());
    }
  }
}
