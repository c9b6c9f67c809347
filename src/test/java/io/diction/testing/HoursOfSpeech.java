package io.diction.testing;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.corpus.Utterance;
import io.diction.testing.EncodedAudio.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Many hours of speech made from a little: each clip comes again and again with another tempo, gain
 * and noise, drawn by a seeded generator.
 */
public final class HoursOfSpeech {
  private static final long SEED = 1;
  private static final int CLIPS_IN_A_FOLDER = 1_000;

  private final Map<String, Clip> clips;

  /** A recording and what is said in it. */
  private record Clip(Audio audio, String text) {}

  /**
   * What was written.
   *
   * @param bytes of recordings and transcripts
   * @param broken recordings that were cut off on purpose
   */
  public record Written(int clips, double seconds, long bytes, int broken) {}

  private HoursOfSpeech(Map<String, Clip> clips) {
    this.clips = clips;
  }

  /** From a folder of recordings with transcripts. */
  public static HoursOfSpeech of(Path folder, AudioDecoder decoder) throws IOException {
    Map<String, Clip> clips = new TreeMap<>();
    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      for (Map.Entry<String, List<Utterance>> entry : corpus.utterancesByAudio().entrySet()) {
        Audio audio = decoder.decode(corpus.audioFile(entry.getKey()));
        clips.put(entry.getKey(), new Clip(audio, entry.getValue().get(0).text()));
      }
    }
    return new HoursOfSpeech(clips);
  }

  /** From sentences, spoken by the synthesiser. */
  public static HoursOfSpeech of(List<String> sentences) {
    Map<String, Clip> clips = new TreeMap<>();
    for (String sentence : sentences) {
      clips.put(sentence, new Clip(SpeechFixtures.say(sentence, clips.size()), sentence));
    }
    return new HoursOfSpeech(clips);
  }

  /** Writes pairs of .wav and .txt into one folder. */
  public Written write(Path folder, double hours) throws IOException {
    return write(folder, hours, false);
  }

  /**
   * Writes pairs as people bring them: in folders of a thousand, three of ten recordings
   * compressed, one of 500 cut off.
   */
  public Written writeMixed(Path folder, double hours) throws IOException {
    return write(folder, hours, true);
  }

  /** The same, a number of files instead of hours. */
  public Written writeMixedFiles(Path folder, int files) throws IOException {
    return write(folder, Double.MAX_VALUE / 3600, files / 2, true);
  }

  private Written write(Path folder, double hours, boolean mixed) throws IOException {
    return write(folder, hours, Integer.MAX_VALUE, mixed);
  }

  private Written write(Path folder, double hours, int most, boolean mixed) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    double seconds = 0;
    long bytes = 0;
    int written = 0;
    int broken = 0;
    while (seconds < hours * 3600 && written < most) {
      for (Clip clip : clips.values()) {
        Audio audio = changed(clip.audio(), random);
        Path in =
            mixed ? folder.resolve("day-%02d".formatted(written / CLIPS_IN_A_FOLDER)) : folder;
        Files.createDirectories(in);
        String name = "clip-%05d".formatted(written);
        Path file = in.resolve(name + (mixed ? ending(written) : ".wav"));
        record(file, audio);
        if (mixed && written % 500 == 250) {
          byte[] whole = Files.readAllBytes(file);
          Files.write(file, Arrays.copyOf(whole, 20));
          broken++;
        } else {
          seconds += audio.durationSeconds();
        }
        Path text = Files.writeString(in.resolve(name + ".txt"), clip.text() + "\n");
        bytes += Files.size(file) + Files.size(text);
        written++;
        if (seconds >= hours * 3600 || written >= most) {
          break;
        }
      }
    }
    return new Written(written, seconds, bytes, broken);
  }

  private static String ending(int number) {
    return switch (number % 10) {
      case 3 -> ".flac";
      case 5 -> ".mp3";
      case 7 -> ".m4a";
      default -> ".wav";
    };
  }

  private static void record(Path file, Audio audio) throws IOException {
    String name = file.toString();
    if (name.endsWith(".wav")) {
      WavWriter.write(file, audio);
    } else {
      Format format =
          name.endsWith(".flac") ? Format.FLAC : name.endsWith(".mp3") ? Format.MP3 : Format.M4A;
      EncodedAudio.write(file, format, audio.sampleRateHz(), audio.samples());
    }
  }

  /** Played 0.9 to 1.1 times as fast, louder or softer by up to 6 dB, with white noise. */
  private static Audio changed(Audio original, SplittableRandom random) {
    double tempo = 0.9 + 0.2 * random.nextDouble();
    double gain = Math.pow(10, (random.nextDouble() * 12 - 6) / 20);
    double noise = 0.0005 + 0.0025 * random.nextDouble();
    float[] from = original.samples();
    float[] samples = new float[(int) (from.length / tempo)];
    for (int i = 0; i < samples.length; i++) {
      double at = i * tempo;
      int before = Math.min((int) at, from.length - 2);
      double share = at - before;
      double value = (1 - share) * from[before] + share * from[before + 1];
      double grain = noise * (2 * random.nextDouble() - 1);
      samples[i] = (float) Math.max(-1, Math.min(1, gain * value + grain));
    }
    return new Audio(samples, original.sampleRateHz());
  }
}
