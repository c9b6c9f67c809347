package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diction.speech.audio.Audio;
import io.diction.speech.features.Features;
import io.diction.testing.SpeechFixtures;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void recognisingTheSameAgainAllocatesLittleBeyondTheResult() {
    Audio audio = SpeechFixtures.say("the weather in the north is cold and dry this morning");
    Recognizer recognizer = new Recognizer(SpeechModel.english());
    recognizer.recognize(audio);
    Hypothesis first = recognizer.recognize(audio);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    Hypothesis second = recognizer.recognize(audio);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(second).isEqualTo(first);
    // Some 400 frames: a single object in each would be more.
    assertThat(allocated).isLessThan(6_000);
  }

  @Test
  void twiceAsManyFramesAllocateNoMoreThanTheirWords() {
    Recognizer recognizer = new Recognizer(SpeechModel.english());
    Features features = new Features(SpeechModel.english().acousticModel().features());
    Audio audio =
        SpeechFixtures.say(
            "the weather in the north is cold and dry this morning"
                + " and people in the streets of the old town walk fast to keep warm");
    features.compute(audio.samples(), 0, audio.samples().length);
    int frames = features.frames();
    // The first time buffers grow, and the language model's look-ahead is made; before the second
    // what former tests left of it may be thrown away.
    recognizer.recognizeFeatures(features.values(), frames, Progress.NONE);
    recognizer.recognizeFeatures(features.values(), frames, Progress.NONE);
    recognizer.recognizeFeatures(features.values(), frames / 2, Progress.NONE);

    long half = allocated(recognizer, features, frames / 2);
    long whole = allocated(recognizer, features, frames);

    assertThat(frames).isGreaterThan(500);
    // A single object in each of the frames of the second half would be more.
    assertThat(whole - half).isLessThan(16L * (frames / 2));
  }

  /** Of three times the least: what other tests left of the look-ahead may be dropped in one. */
  private static long allocated(Recognizer recognizer, Features features, int frames) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int time = 0; time < 3; time++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      recognizer.recognizeFeatures(features.values(), frames, Progress.NONE);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
