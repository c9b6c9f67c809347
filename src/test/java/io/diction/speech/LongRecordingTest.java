package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.AudioSource;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.Corpus;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of any length take the same memory. */
class LongRecordingTest {
  private static final int RATE = Audio.RECOGNITION_RATE_HZ;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  @TempDir private Path folder;

  @Test
  void laterUtterancesKeepNoMoreThanEarlierOnes() throws IOException {
    Audio sentence = SpeechFixtures.say("the weather in the north is cold and dry this morning");
    int period = 5 * RATE;
    float[] samples = new float[30 * period];
    for (int at = 0; at < samples.length; at += period) {
      int length = Math.min(period, sentence.samples().length);
      System.arraycopy(sentence.samples(), 0, samples, at, length);
    }
    Path file = folder.resolve("long.wav");
    WavWriter.write(file, new Audio(samples, RATE));
    Recognizer recognizer = new Recognizer(SpeechModel.english());
    List<Long> held = new ArrayList<>();
    Progress measuring =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            held.add(runtime.totalMemory() - runtime.freeMemory());
          }

          @Override
          public boolean isCancelled() {
            return false;
          }
        };

    Hypothesis words;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults());
        AudioSource source = decoder.open(file)) {
      words = recognizer.recognize(source, 0, measuring);
    }

    assertThat(words.words()).hasSizeGreaterThan(200);
    assertThat(held).hasSizeGreaterThan(4);
    // The samples of the minutes between would be 6 MB.
    assertThat(held.get(held.size() - 2) - held.get(1)).isLessThan(3 << 20);
  }

  /** As the command line does it, in a process of its own, without memory flags. */
  @Test
  @Tag("soak")
  void recognisesAnHourInBoundedMemory() throws IOException, InterruptedException {
    Path train = Corpus.require("lj", "train");
    Path file = folder.resolve("hour.wav");
    WavWriter.write(file, new Audio(hour(train), RATE));
    Path text = folder.resolve("text.tsv");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                "io.diction.cli.Main",
                "transcribe",
                "--threads",
                "1",
                "--format",
                "tsv",
                file.toString())
            .redirectOutput(text.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    long peak = 0;
    Path status = Path.of("/proc/" + process.pid() + "/status");
    while (!process.waitFor(1, TimeUnit.SECONDS)) {
      Matcher found = PEAK.matcher(Files.readString(status, StandardCharsets.UTF_8));
      peak = found.find() ? Long.parseLong(found.group(1)) : peak;
    }

    assertThat(process.exitValue()).isZero();
    assertThat(Files.readString(text).split("\\s+")).hasSizeGreaterThan(6_000);
    System.out.printf("an hour of recording: peak memory %d MB%n", peak >> 10);
    assertThat(peak >> 10).isBetween(100L, 500L);
  }

  /** Clips one after the other, each time with another tempo, gain and noise. */
  private static float[] hour(Path clips) throws IOException {
    Random random = new Random(1);
    float[] hour = new float[3600 * RATE];
    int filled = 0;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults());
        Stream<Path> entries = Files.list(clips)) {
      List<Path> files = entries.filter(f -> f.toString().endsWith(".flac")).sorted().toList();
      for (int i = 0; filled < hour.length; i++) {
        float[] clip = decoder.decode(files.get(i % files.size())).samples();
        double tempo = 0.9 + 0.2 * random.nextDouble();
        double gain = Math.pow(10, -0.6 * random.nextDouble());
        double noise = 0.003 * random.nextDouble();
        int length = Math.min(hour.length - filled, (int) ((clip.length - 1) / tempo));
        for (int j = 0; j < length; j++) {
          int at = (int) (j * tempo);
          double between = j * tempo - at;
          double sample = clip[at] * (1 - between) + clip[at + 1] * between;
          hour[filled + j] = (float) (gain * sample + noise * random.nextGaussian());
        }
        filled += length;
      }
    }
    return Arrays.copyOf(hour, filled);
  }
}
