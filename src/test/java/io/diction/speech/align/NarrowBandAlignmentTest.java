package io.diction.speech.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings whose header says 16 kHz and whose sound went through 8 kHz. */
class NarrowBandAlignmentTest {
  private static final List<String> SENTENCES =
      List.of(
          "the weather in the north is cold and dry this morning",
          "fresh bread and cheese are sold on the market square",
          "she wrote a long letter to her younger brother in spain",
          "six thick thistle sticks and fish for sale by the sea shore");

  @TempDir private Path folder;

  private final UtteranceAligner aligner = AlignFixtures.aligner();

  @Test
  void placesTheWordsOfTelephoneSpeechWhereTheyAre() throws IOException {
    List<Integer> differences = new ArrayList<>();
    for (int i = 0; i < SENTENCES.size(); i++) {
      Audio wide = SpeechFixtures.say(SENTENCES.get(i), i);
      List<String> words = List.of(SENTENCES.get(i).split(" "));
      Alignment.Placed expected = align(wide, words);
      Alignment.Placed placed = align(telephone(wide), words);

      assertThat(aligner.features().isNarrow()).isTrue();
      assertThat(placed.agreement().holds()).isTrue();
      for (WordSegment word : placed.words()) {
        int start = expected.words().get(word.word()).startFrame();
        differences.add(Math.abs(word.startFrame() - start));
      }
    }
    assertThat(differences.stream().filter(frames -> frames <= 5).count())
        .isGreaterThanOrEqualTo(differences.size() * 9L / 10);
  }

  @Test
  void tellsWrongTranscriptsOfTelephoneSpeech() throws IOException {
    for (int i = 0; i < SENTENCES.size(); i++) {
      Audio narrow = telephone(SpeechFixtures.say(SENTENCES.get(i), i));
      String other = SENTENCES.get((i + 1) % SENTENCES.size());

      assertThat(align(narrow, List.of(other.split(" "))).agreement().holds()).isFalse();
    }
  }

  private Alignment.Placed align(Audio audio, List<String> words) {
    return (Alignment.Placed)
        aligner.align(audio.samples(), 0, audio.samples().length, words, Progress.NONE);
  }

  /** What is left of a recording at 8 kHz, which the decoder brings to 16 kHz. */
  private Audio telephone(Audio wide) throws IOException {
    Path file = folder.resolve("telephone.wav");
    WavWriter.write(file, SpeechFixtures.atHalfRate(wide));
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      return decoder.decode(file);
    }
  }
}
