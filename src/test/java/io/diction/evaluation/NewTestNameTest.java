package io.diction.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.ClipSpeech;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NewTestNameTest {
  @Test
  void fitsIntoItsColumnWhateverItsDataIsCalled() {
    String longest = "n".repeat(255);
    assertThat(NewTest.name("", Stream.of(longest, longest, longest))).hasSize(200);
    assertThat(NewTest.name("n" + "😀".repeat(200), Stream.of())).hasSize(199).endsWith("😀");
    assertThat(NewTest.name(" ", Stream.of("a", "b", "c", "d"))).isEqualTo("a, b, c");
    assertThat(NewTest.name(" mine ", Stream.of("a"))).isEqualTo("mine");
  }

  @Test
  void numbersUtterancesOfOneRecordingWithoutCountingThemAgain() {
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      ClipSpeech speech = new ClipSpeech(decoder);
      Pair pair = new Pair("a.wav", () -> Path.of("a.wav"), "00", 0, null, "", "");
      Pair like = new Pair("a.wav #2", () -> Path.of("b.wav"), "01", 0, null, "", "");
      assertThat(speech.add(pair)).isEqualTo("a.wav");
      assertThat(speech.add(like)).isEqualTo("a.wav #2");
      assertThat(speech.add(pair)).isEqualTo("a.wav #3");
      assertThat(speech.add(pair)).isEqualTo("a.wav #4");
      assertThat(speech.add(like)).isEqualTo("a.wav #2 #2");
    }
  }
}
