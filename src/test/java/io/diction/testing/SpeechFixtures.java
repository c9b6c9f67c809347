package io.diction.testing;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.Synthesizer;
import io.diction.speech.audio.WavWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Synthesised speech for tests: sentences to samples, wav files and transcripts beside them. */
public final class SpeechFixtures {
  /** One voice for the whole test run: loading it costs a second. */
  public static final Synthesizer SYNTHESIZER = new Synthesizer();

  private SpeechFixtures() {}

  /** A sentence in the default voice. */
  public static Audio say(String sentence) {
    return SYNTHESIZER.speak(sentence);
  }

  /** A sentence whose speed and pitch vary with the seed, as a second speaker's would. */
  public static Audio say(String sentence, long seed) {
    Random random = new Random(seed);
    return SYNTHESIZER.speak(
        sentence,
        Synthesizer.Options.DEFAULT
            .withWordsPerMinute(130 + 50 * random.nextDouble())
            .withPitchHz(85 + 50 * random.nextDouble())
            .withPitchRangeHz(6 + 12 * random.nextDouble()));
  }

  /** Writes one wav file and returns it. */
  public static Path wav(Path file, String sentence) throws IOException {
    WavWriter.write(file, say(sentence));
    return file;
  }

  /**
   * Writes {@code clip-001.wav} and {@code clip-001.txt} and so on, one pair a sentence, each in a
   * voice of its own.
   *
   * @return the wav files in order
   */
  public static List<Path> pairs(Path folder, List<String> sentences) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      String name = "clip-%03d".formatted(i + 1);
      Path file = folder.resolve(name + ".wav");
      WavWriter.write(file, say(sentences.get(i), i));
      Files.writeString(
          folder.resolve(name + ".txt"), sentences.get(i) + "\n", StandardCharsets.UTF_8);
      files.add(file);
    }
    return files;
  }

  /** A sine, for tests of resampling and level. */
  public static Audio tone(double frequencyHz, double amplitude, double seconds, int sampleRateHz) {
    float[] samples = new float[(int) Math.round(seconds * sampleRateHz)];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = (float) (amplitude * Math.sin(2 * Math.PI * frequencyHz * t / sampleRateHz));
    }
    return new Audio(samples, sampleRateHz);
  }

  /** A recording at half its rate, without what that cannot hold: 16 kHz as a telephone has it. */
  public static Audio atHalfRate(Audio audio) {
    int taps = 201;
    double[] filter = new double[taps];
    for (int i = 0; i < taps; i++) {
      double t = i - taps / 2;
      double cutoff = 0.225;
      double sinc = t == 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
      double x = 2 * Math.PI * i / (taps - 1);
      filter[i] = sinc * (0.42 - 0.5 * Math.cos(x) + 0.08 * Math.cos(2 * x));
    }
    float[] samples = audio.samples();
    float[] half = new float[samples.length / 2];
    for (int n = 0; n < half.length; n++) {
      double sum = 0;
      for (int i = 0; i < taps; i++) {
        int from = 2 * n + taps / 2 - i;
        sum += from >= 0 && from < samples.length ? filter[i] * samples[from] : 0;
      }
      half[n] = (float) sum;
    }
    return new Audio(half, audio.sampleRateHz() / 2);
  }
}
