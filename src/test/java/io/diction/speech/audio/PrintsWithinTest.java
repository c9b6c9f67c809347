package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.audio.PrintsWithin.Found;
import io.diction.testing.SpeechFixtures;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrintsWithinTest {
  private static final Audio TEST =
      SpeechFixtures.say("The patient was seen by nobody before the morning came.");
  private static final Audio OTHER =
      SpeechFixtures.say("Every garden in the valley had a wall of yellow stone.");

  private static AudioPrint print(float[] samples) {
    AudioPrintMeter meter = new AudioPrintMeter();
    meter.add(samples, samples.length);
    return meter.print();
  }

  private static float[] joined(float[]... pieces) {
    int length = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
    float[] joined = new float[length];
    int at = 0;
    for (float[] piece : pieces) {
      System.arraycopy(piece, 0, joined, at, piece.length);
      at += piece.length;
    }
    return joined;
  }

  @Test
  void findsAShortRecordingAndWhereItBegins() {
    PrintsWithin prints = new PrintsWithin();
    prints.add(print(SpeechFixtures.say("Nothing of this is said anywhere else.").samples()));
    prints.add(print(TEST.samples()));
    float[] whole = joined(OTHER.samples(), TEST.samples(), OTHER.samples());
    for (int i = 0; i < whole.length; i++) {
      whole[i] *= 0.6f;
    }

    assertThat(prints.find(print(whole)))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.number()).isOne();
              assertThat(found.startMs() / 1000.0)
                  .isBetween(OTHER.durationSeconds() - 0.1, OTHER.durationSeconds() + 0.1);
            });
    assertThat(prints.isPartial()).isFalse();
  }

  @Test
  void findsNothingWhereOnlyAPartOfItIsSaid() {
    PrintsWithin prints = new PrintsWithin();
    prints.add(print(TEST.samples()));
    float[] half = Arrays.copyOf(TEST.samples(), TEST.samples().length / 2);

    assertThat(prints.find(print(joined(half, OTHER.samples())))).isEmpty();
    assertThat(prints.find(print(OTHER.samples()))).isEmpty();
  }

  @Test
  void looksThroughThePartsOfALongRecordingThatAreKept() {
    PrintsWithin prints = new PrintsWithin();
    prints.add(print(TEST.samples()));
    float[] minute = new float[62 * Audio.RECOGNITION_RATE_HZ];

    assertThat(prints.find(print(joined(minute, TEST.samples(), OTHER.samples()))))
        .extracting(Found::startMs)
        .allMatch(start -> start > 61_800 && start < 62_200)
        .hasSize(1);
    assertThat(prints.isPartial()).as("between its parts it may be too").isTrue();
  }

  @Test
  void saysThatOfALongOneOnlyTheBeginningIsLookedFor() {
    PrintsWithin prints = new PrintsWithin();
    float[] test = TEST.samples();
    while (test.length < 70 * Audio.RECOGNITION_RATE_HZ) {
      test = joined(test, OTHER.samples(), TEST.samples());
    }
    prints.add(print(test));

    assertThat(prints.isPartial()).isTrue();
  }
}
