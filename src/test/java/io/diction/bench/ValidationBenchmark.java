package io.diction.bench;

import com.sun.management.OperatingSystemMXBean;
import io.diction.dataset.check.DataCheck;
import io.diction.speech.Progress;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.Resampler;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.Corpus;
import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What checking recordings costs: processor time of this process and of its decoder children, for
 * clips of some seconds and for one long recording, in several formats, by one thread and by two.
 * The recordings are those of the shared corpus, all of them one after the other.
 */
final class ValidationBenchmark {
  private final Path results;
  private final List<String> lines = new ArrayList<>();

  ValidationBenchmark(Path results) {
    this.results = results;
  }

  void run() throws IOException {
    Path folder = Files.createTempDirectory(results.toAbsolutePath(), "validation");
    try {
      write(folder);
      for (String set :
          List.of(
              "clips-wav",
              "clips-flac",
              "clips-mp3",
              "long-wav",
              "long-flac",
              "long-mp3",
              "long-wav-44100")) {
        for (int threads = 1; threads <= 2; threads++) {
          if (threads == 1 || set.startsWith("clips")) {
            measure(folder.resolve(set), set, threads);
          }
        }
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    Files.write(results.resolve("validation.txt"), lines);
  }

  private void measure(Path set, String name, int threads) throws IOException {
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      DataCheck check = new DataCheck(decoder, threads);
      // The first round compiles, and starts the children.
      check.check(set, "", Progress.NONE);
      OperatingSystemMXBean system =
          (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      Map<Long, Duration> children = children();
      long own = system.getProcessCpuTime();
      long began = System.nanoTime();
      DataCheck.Outcome outcome = check.check(set, "", Progress.NONE);
      double wall = (System.nanoTime() - began) / 1e9;
      double parent = (system.getProcessCpuTime() - own) / 1e9;
      double decoding = 0;
      for (Map.Entry<Long, Duration> child : children().entrySet()) {
        Duration before = children.getOrDefault(child.getKey(), Duration.ZERO);
        decoding += child.getValue().minus(before).toMillis() / 1000.0;
      }
      String line =
          String.format(
              Locale.ROOT,
              "%-15s %d threads: %.2f h, %d files, %.1f s, processor %.1f + %.1f s in children, "
                  + "%.0f times real time per core, %.1f s an hour",
              name,
              threads,
              outcome.audioSeconds() / 3600,
              outcome.files(),
              wall,
              parent,
              decoding,
              outcome.audioSeconds() / (parent + decoding),
              (parent + decoding) / outcome.audioSeconds() * 3600);
      lines.add(line);
      System.out.println(line);
    }
  }

  private static Map<Long, Duration> children() {
    Map<Long, Duration> times = new HashMap<>();
    ProcessHandle.current()
        .descendants()
        .forEach(
            child -> times.put(child.pid(), child.info().totalCpuDuration().orElse(Duration.ZERO)));
    return times;
  }

  private static void write(Path folder) throws IOException {
    List<Path> clips;
    try (Stream<Path> files = Files.walk(Corpus.require("lj"))) {
      clips = files.filter(file -> file.toString().endsWith(".flac")).sorted().toList();
    }
    for (String set :
        List.of(
            "clips-wav",
            "clips-flac",
            "clips-mp3",
            "long-wav",
            "long-flac",
            "long-mp3",
            "long-wav-44100")) {
      Files.createDirectories(folder.resolve(set));
    }
    float[] all = new float[0];
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (Path clip : clips) {
        Audio audio = decoder.decode(clip);
        String name = clip.getFileName().toString().replace(".flac", "");
        Files.write(folder.resolve("clips-wav").resolve(name + ".wav"), WavWriter.bytes(audio));
        Files.copy(clip, folder.resolve("clips-flac").resolve(name + ".flac"));
        EncodedAudio.write(
            folder.resolve("clips-mp3").resolve(name + ".mp3"),
            Format.MP3,
            audio.sampleRateHz(),
            audio.samples());
        int before = all.length;
        all = Arrays.copyOf(all, before + audio.samples().length);
        System.arraycopy(audio.samples(), 0, all, before, audio.samples().length);
      }
    }
    Files.write(
        folder.resolve("long-wav").resolve("all.wav"), WavWriter.bytes(new Audio(all, 16_000)));
    EncodedAudio.write(folder.resolve("long-flac").resolve("all.flac"), Format.FLAC, 16_000, all);
    EncodedAudio.write(folder.resolve("long-mp3").resolve("all.mp3"), Format.MP3, 16_000, all);
    Resampler up = new Resampler(16_000, 44_100);
    float[] wide = new float[up.resampled(all.length)];
    up.resample(all, 0, all.length, wide);
    Files.write(
        folder.resolve("long-wav-44100").resolve("all.wav"),
        WavWriter.bytes(new Audio(wide, 44_100)));
  }
}
