package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.diction.speech.audio.Audio;
import io.diction.testing.SpeechFixtures;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
  @Test
  void recognisingTheSameAgainAllocatesLittleBeyondTheResult() {
    Audio audio = SpeechFixtures.say("the weather in the north is cold and dry this morning");
    Recognizer recognizer = new Recognizer(SpeechModel.english());
    Hypothesis first = recognizer.recognize(audio);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    Hypothesis second = recognizer.recognize(audio);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(second).isEqualTo(first);
    // Some 400 frames: a single object in each would be more.
    assertThat(allocated).isLessThan(6_000);
  }
}
