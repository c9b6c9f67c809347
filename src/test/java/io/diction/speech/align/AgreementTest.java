package io.diction.speech.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.text.TextNormalizer;
import io.diction.testing.Corpus;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether wrong transcripts are told from right ones, by giving recordings those of others. */
class AgreementTest {
  private static final List<String> SENTENCES =
      List.of(
          "the weather in the north is cold and dry",
          "please send the final report before noon",
          "a small boat crossed the river at night",
          "nobody knows where the old key was kept",
          "fresh bread is sold on the market square",
          "the engine stopped because it had no oil",
          "she wrote a long letter to her brother",
          "our train leaves from the second platform");

  private final UtteranceAligner aligner = AlignFixtures.aligner();

  private record Clip(Audio audio, List<String> words) {}

  @Test
  void tellsWrongTranscriptsOfSynthesisedSpeech() {
    List<Clip> clips = synthesised();

    assertThat(falseAlarms(clips)).isZero();
    assertThat(misses(clips)).isZero();
  }

  @Test
  void tellsWrongTranscriptsInNoise() {
    List<Clip> noisy = synthesised().stream().map(clip -> inNoise(clip, 15)).toList();

    assertThat(falseAlarms(noisy)).isZero();
    assertThat(misses(noisy)).isZero();
  }

  @Test
  void tellsWrongTranscriptsOfSomeRealSpeech() throws IOException {
    List<Clip> clips = recorded(8);

    assertThat(falseAlarms(clips)).isZero();
    assertThat(misses(clips)).isZero();
  }

  @Test
  @Tag("soak")
  void tellsWrongTranscriptsOfRealSpeechWithFewMistakes() throws IOException {
    List<Clip> clips = recorded(1);
    assertThat(falseAlarms(clips)).isLessThanOrEqualTo(clips.size() / 100);
    assertThat(misses(clips)).isLessThanOrEqualTo(2L * clips.size() / 100);

    List<Clip> noisy = clips.stream().map(clip -> inNoise(clip, 10)).toList();
    assertThat(falseAlarms(noisy)).isLessThanOrEqualTo(clips.size() / 100);
    assertThat(misses(noisy)).isLessThanOrEqualTo(2L * clips.size() / 100);
  }

  @Test
  void givesTheShareOfWordsThatAgree() {
    List<Clip> clips = synthesised();
    Audio audio = clips.get(0).audio();
    List<String> half = new ArrayList<>(clips.get(0).words().subList(0, 5));
    half.addAll(clips.get(3).words().subList(4, 8));

    Alignment.Placed placed = (Alignment.Placed) align(audio, half);

    assertThat(placed.agreement().wordShare()).isCloseTo(5 / 9.0, within(0.23));
    assertThat(placed.words().get(1).agrees()).isTrue();
    assertThat(placed.words().get(7).agrees()).isFalse();
    assertThat(placed.agreement().score())
        .isBetween(score(audio, clips.get(3).words()), score(audio, clips.get(0).words()));
  }

  @Test
  void findsSpeechThatIsNotWritten() {
    Clip clip = synthesised().get(1);
    List<String> beginning = clip.words().subList(0, 4);

    Agreement whole = ((Alignment.Placed) align(clip.audio(), clip.words())).agreement();
    Agreement part = ((Alignment.Placed) align(clip.audio(), beginning)).agreement();

    assertThat(whole.unwrittenFrames()).isLessThan(20);
    assertThat(part.unwrittenFrames()).isGreaterThan(50);
  }

  private long falseAlarms(List<Clip> clips) {
    return clips.stream().filter(clip -> !holds(clip.audio(), clip.words())).count();
  }

  /** Each clip with the transcript of most similar length and with that of the clip after it. */
  private long misses(List<Clip> clips) {
    long misses = 0;
    for (int i = 0; i < clips.size(); i++) {
      Clip clip = clips.get(i);
      List<String> similar =
          clips.stream()
              .map(Clip::words)
              .filter(words -> !words.equals(clip.words()))
              .min(Comparator.comparing(w -> Math.abs(w.size() - clip.words().size())))
              .orElseThrow();
      misses += holds(clip.audio(), similar) ? 1 : 0;
      misses += holds(clip.audio(), clips.get((i + 1) % clips.size()).words()) ? 1 : 0;
    }
    return misses;
  }

  private boolean holds(Audio audio, List<String> words) {
    return align(audio, words) instanceof Alignment.Placed placed && placed.agreement().holds();
  }

  private double score(Audio audio, List<String> words) {
    return ((Alignment.Placed) align(audio, words)).agreement().score();
  }

  private Alignment align(Audio audio, List<String> words) {
    return aligner.align(audio.samples(), 0, audio.samples().length, words, Progress.NONE);
  }

  private static List<Clip> synthesised() {
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < SENTENCES.size(); i++) {
      String sentence = SENTENCES.get(i);
      clips.add(new Clip(SpeechFixtures.say(sentence, i), List.of(sentence.split(" "))));
    }
    return clips;
  }

  private static List<Clip> recorded(int step) throws IOException {
    Path folder = Corpus.require("lj", "train");
    Set<String> known = SpeechModel.english().lexicon().words();
    TextNormalizer normalizer = TextNormalizer.of("en-US", known::contains);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".flac")).sorted().toList();
    }
    List<Clip> clips = new ArrayList<>();
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (int i = 0; i < files.size(); i += step) {
        String file = files.get(i).toString();
        String text = Files.readString(Path.of(file.replace(".flac", ".txt")));
        List<String> words = normalizer.words(text);
        if (known.containsAll(words)) {
          clips.add(new Clip(decoder.decode(files.get(i)), words));
        }
      }
    }
    return clips;
  }

  /** White noise, so many decibels below the mean of the speech. */
  private static Clip inNoise(Clip clip, double decibels) {
    float[] samples = clip.audio().samples().clone();
    double energy = 0;
    for (float sample : samples) {
      energy += sample * sample;
    }
    double level = Math.sqrt(energy / samples.length) * Math.pow(10, -decibels / 20);
    Random random = new Random(7);
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) (level * random.nextGaussian());
    }
    return new Clip(new Audio(samples, clip.audio().sampleRateHz()), clip.words());
  }
}
