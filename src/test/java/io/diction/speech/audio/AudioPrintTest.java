package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Corpus;
import io.diction.testing.EncodedAudio;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioPrintTest {
  private static final float[] SPEECH =
      SpeechFixtures.say("The boats came in, nobody spoke, and the harbour bell began to ring.")
          .samples();
  private static final float[] OTHER =
      SpeechFixtures.say("She had not expected to find the letter in the kitchen drawer at all.")
          .samples();

  @TempDir private Path folder;

  private static AudioPrint print(float[] samples) {
    AudioPrintMeter meter = new AudioPrintMeter();
    for (int done = 0; done < samples.length; done += 7_000) {
      float[] block = Arrays.copyOfRange(samples, done, Math.min(samples.length, done + 7_000));
      meter.add(block, block.length);
    }
    return meter.print();
  }

  private static float[] shifted(float[] samples, double seconds) {
    int silence = (int) (seconds * 16_000);
    float[] result = new float[samples.length + silence];
    System.arraycopy(samples, 0, result, silence, samples.length);
    return result;
  }

  @Test
  void knowsACopyAtAnotherLevel() {
    float[] quiet = SPEECH.clone();
    for (int t = 0; t < quiet.length; t++) {
      quiet[t] *= 0.2f;
    }
    assertThat(print(quiet).isSameAs(print(SPEECH))).isTrue();
  }

  @Test
  void knowsACopyThatBeginsLater() {
    float[] later = shifted(SPEECH, 0.3);
    assertThat(print(later).isSameAs(print(SPEECH))).isTrue();
    assertThat(print(SPEECH).isSameAs(print(later))).isTrue();
  }

  @Test
  void knowsACopyWithNoise() {
    Random random = new Random(1);
    float[] noisy = SPEECH.clone();
    for (int t = 0; t < noisy.length; t++) {
      noisy[t] += (float) (0.003 * random.nextGaussian());
    }
    assertThat(print(noisy).isSameAs(print(SPEECH))).isTrue();
  }

  @Test
  void tellsOtherWordsOfTheSameVoiceApart() {
    assertThat(print(OTHER).isSameAs(print(SPEECH))).isFalse();
  }

  /** The voice is always the same, and so are its words: only their order differs. */
  @Test
  void findsEveryCopyAndNoOtherAmongSentencesOfOneVoice() throws IOException {
    String[] words =
        ("patient doctor ward morning quiet river letter seven winter garden open carry never "
                + "slowly yellow bridge market answer listen paper")
            .split(" ");
    Random random = new Random(11);
    AudioPrints prints = AudioPrints.strict();
    List<float[]> clips = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      StringBuilder sentence = new StringBuilder();
      for (int word = 6 + random.nextInt(5); word > 0; word--) {
        sentence.append(words[random.nextInt(words.length)]).append(' ');
      }
      float[] clip = SpeechFixtures.say(sentence.toString()).samples();
      clips.add(clip);
      assertThat(prints.add(print(clip), clip.length / 16_000.0)).as("%s", sentence).isEmpty();
    }
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (int i = 0; i < clips.size(); i += 20) {
        Path mp3 = folder.resolve(i + ".mp3");
        EncodedAudio.write(mp3, EncodedAudio.Format.MP3, 16_000, clips.get(i));
        Path telephone = folder.resolve(i + ".wav");
        WavWriter.write(telephone, SpeechFixtures.atHalfRate(new Audio(clips.get(i), 16_000)));
        float[] later = Arrays.copyOfRange(clips.get(i), 4_000, clips.get(i).length);
        for (float[] copy :
            List.of(decoder.decode(mp3).samples(), decoder.decode(telephone).samples(), later)) {
          assertThat(prints.find(print(copy), copy.length / 16_000.0)).hasValue(i);
        }
      }
    }
  }

  @Test
  void takesSteadySoundsForNothing() {
    float[] tone = SpeechFixtures.tone(440, 0.5, 5, 16_000).samples();
    float[] higher = SpeechFixtures.tone(470, 0.5, 5, 16_000).samples();
    assertThat(print(tone).isSameAs(print(higher))).isFalse();
    assertThat(print(new float[80_000]).isSameAs(print(new float[80_000]))).isFalse();
  }

  @Test
  void survivesStorage() {
    AudioPrint print = print(SPEECH);
    assertThat(AudioPrint.of(print.toBytes())).isEqualTo(print);
  }

  @Test
  void keepsLittleOfALongRecording() {
    Random random = new Random(5);
    AudioPrintMeter meter = new AudioPrintMeter();
    float[] second = new float[16_000];
    for (int t = 0; t < 300; t++) {
      for (int i = 0; i < second.length; i++) {
        second[i] = (float) random.nextGaussian() * 0.1f;
      }
      meter.add(second, second.length);
    }
    assertThat(meter.print().bits()).hasSize(3 * AudioPrint.PART_FRAMES);
  }

  /** Sentences of one reader in one room: what could be mistaken for one another most easily. */
  @Test
  void findsNoPairAmongRealClipsAndEveryCopyOfThem() throws IOException {
    List<Path> clips;
    try (Stream<Path> files = Files.walk(Corpus.require("lj"))) {
      clips = files.filter(file -> file.toString().endsWith(".flac")).sorted().limit(231).toList();
    }
    assertThat(clips).hasSizeGreaterThan(100);
    AudioPrints prints = new AudioPrints();
    List<String> pairs = new ArrayList<>();
    List<Path> copied = new ArrayList<>();
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (Path clip : clips) {
        Audio audio = decoder.decode(clip);
        prints
            .add(print(audio.samples()), audio.durationSeconds())
            .ifPresent(same -> pairs.add(clip.getFileName() + " = " + clips.get(same)));
      }
      for (int i = 0; i < clips.size(); i += 23) {
        Audio audio = decoder.decode(clips.get(i));
        Path mp3 = folder.resolve(i + ".mp3");
        EncodedAudio.write(mp3, EncodedAudio.Format.MP3, 16_000, audio.samples());
        Audio copy = decoder.decode(mp3);
        float[] later = shifted(copy.samples(), 0.3);
        AudioPrint of = print(decoder.decode(clips.get(i)).samples());
        assertThat(prints.add(print(later), later.length / 16_000.0))
            .as("mp3 of %s, 0.3 s later, differs by %s", clips.get(i), of.difference(print(later)))
            .hasValue(i);
        copied.add(clips.get(i));
      }
    }
    assertThat(pairs).isEmpty();
    assertThat(copied).hasSizeGreaterThan(5);
  }
}
