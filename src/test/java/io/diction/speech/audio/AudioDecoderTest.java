package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioDecoderTest {
  @TempDir static Path folder;
  private static AudioDecoder decoder;
  private static Audio speech;

  @BeforeAll
  static void start() {
    decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(2));
    speech = SpeechFixtures.say("Seven ships sailed south under a bright morning sky.");
  }

  @AfterAll
  static void stop() {
    decoder.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"MATROSKA"},
      mode = EnumSource.Mode.EXCLUDE)
  void decodesWhatUsersHave(Format format) throws Exception {
    Path file =
        EncodedAudio.write(
            folder.resolve("speech." + format.name()),
            format,
            speech.sampleRateHz(),
            speech.samples());
    long t = System.nanoTime();
    Audio decoded = decoder.decode(file);
    System.err.println(
        format
            + " "
            + (System.nanoTime() - t) / 1e6
            + " ms "
            + decoder.probe(file)
            + " "
            + decoded.durationSeconds()
            + " vs "
            + speech.durationSeconds());
    assertThat(decoded.durationSeconds())
        .isBetween(speech.durationSeconds() - 0.01, speech.durationSeconds() + 0.15);
  }
}
