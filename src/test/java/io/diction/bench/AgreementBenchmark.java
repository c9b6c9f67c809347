package io.diction.bench;

import com.sun.management.OperatingSystemMXBean;
import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ClipHearing;
import io.diction.speech.adapt.CutRecording;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast {@code lj/train} is compared with its transcripts as the portal does it, decoding and
 * keeping for the training included, and how fast long recordings of the same are cut. Processor
 * time of this process and of those that decode.
 */
final class AgreementBenchmark {
  /** Of the recording that is cut. */
  private static final int JOINED = 90;

  private record Clip(Path file, String text) {}

  record Report(
      int clips,
      double seconds,
      double timesRealTimePerCore,
      double cutSeconds,
      double cutTimesRealTimePerCore,
      int pieces) {}

  private final Path results;
  private final Path corpus;

  AgreementBenchmark(Path results) {
    this.results = results;
    String folder = System.getenv("DICTION_CORPUS");
    corpus =
        (folder == null ? Path.of("..", "shared", "corpus") : Path.of(folder))
            .resolve(Path.of("lj", "train"));
  }

  void run() throws IOException {
    if (!Files.isDirectory(corpus)) {
      System.out.println("not measured: there is no " + corpus.toAbsolutePath().normalize());
      return;
    }
    List<Clip> clips = clips();
    Path kept = Files.createTempDirectory("agreement");
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      ClipHearing.Ear warm = hear(clips.subList(0, 40), decoder, kept.resolve("warm")).ear();
      double before = processorSeconds();
      double seconds = 0;
      ClipHearing hearing = hearing(kept.resolve("clips"));
      ClipHearing.Ear ear = hearing.ear();
      for (Clip clip : clips) {
        Audio audio = decoder.decode(clip.file());
        var unused = ear.hear(hearing.words(clip.text()), audio, Progress.NONE);
        seconds += audio.durationSeconds();
      }
      double heard = seconds / (processorSeconds() - before);
      StringBuilder text = new StringBuilder();
      Audio joined = joined(clips.subList(0, JOINED), decoder, text);
      before = processorSeconds();
      CutRecording cut = warm.cut(hearing.words(text.toString()), joined, Progress.NONE);
      double cutting = joined.durationSeconds() / (processorSeconds() - before);
      Report report =
          new Report(
              clips.size(), seconds, heard, joined.durationSeconds(), cutting, cut.pieces().size());
      System.out.printf(
          Locale.ROOT,
          "%.0f s compared with their transcripts at %.0f times real time per core, decoding and"
              + " keeping included; %.0f s cut at %.1f times real time into %d pieces%n",
          seconds,
          heard,
          joined.durationSeconds(),
          cutting,
          cut.pieces().size());
      JsonMapper.shared().writeValue(results.resolve("agreement.json").toFile(), report);
    } finally {
      Folders.delete(kept);
    }
  }

  private static ClipHearing hear(List<Clip> clips, AudioDecoder decoder, Path folder)
      throws IOException {
    ClipHearing hearing = hearing(folder);
    ClipHearing.Ear ear = hearing.ear();
    for (Clip clip : clips) {
      var unused = ear.hear(hearing.words(clip.text()), decoder.decode(clip.file()), Progress.NONE);
    }
    return hearing;
  }

  private static ClipHearing hearing(Path folder) throws IOException {
    SpeechModel english = SpeechModel.english();
    GraphemeToPhoneme guesses =
        GraphemeToPhoneme.cached(
            Path.of("target", "pronunciation-cache"),
            english.sha256(),
            english.lexicon(),
            Progress.NONE);
    return ClipHearing.of(
        english,
        new TrainingData(List.of(), List.of(), List.of(), List.of()),
        () -> guesses,
        folder);
  }

  private static double processorSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double children =
        ProcessHandle.current()
            .descendants()
            .map(child -> child.info().totalCpuDuration())
            .flatMap(Optional::stream)
            .mapToDouble(Duration::toMillis)
            .sum();
    return system.getProcessCpuTime() / 1e9 + children / 1000;
  }

  private static Audio joined(List<Clip> clips, AudioDecoder decoder, StringBuilder text)
      throws IOException {
    List<float[]> parts = new ArrayList<>();
    int length = 0;
    for (Clip clip : clips) {
      parts.add(decoder.decode(clip.file()).samples());
      length += parts.get(parts.size() - 1).length;
      text.append(clip.text()).append('\n');
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return new Audio(all, Audio.RECOGNITION_RATE_HZ);
  }

  private List<Clip> clips() throws IOException {
    try (Stream<Path> files = Files.list(corpus)) {
      List<Clip> clips = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".flac")).sorted().toList()) {
        String text = file.getFileName().toString().replace(".flac", ".txt");
        clips.add(new Clip(file, Files.readString(file.resolveSibling(text))));
      }
      return clips;
    }
  }
}
