package io.diction.bench;

import com.sun.management.ThreadMXBean;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.AlignmentModel;
import io.diction.speech.align.AlignmentSettings;
import io.diction.speech.align.UtteranceAligner;
import io.diction.speech.align.WordSegment;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Word starts on {@code lj/train} against those that the C peer finds with the same acoustic model,
 * given a grammar that allows the transcript alone; speed including features; wrong transcripts
 * told from right ones.
 *
 * <p>The peer is PocketSphinx, since Debian's SphinxTrain comes without its aligner.
 */
final class AlignmentComparison {
  private static final Path PEER = Path.of("/usr/bin/pocketsphinx_batch");
  private static final Path PEER_MODEL = Path.of("/usr/share/pocketsphinx/model/en-us");

  private record Clip(String id, Audio audio, List<String> words) {}

  record Report(
      int clips,
      int words,
      double percentWithin20Ms,
      double percentWithin50Ms,
      double percentWithin100Ms,
      double timesRealTimePerCore,
      double peerTimesRealTime,
      double detectedPercent,
      double falseAlarmPercent) {}

  private final Path results;
  private final Path folder;

  AlignmentComparison(Path results) {
    this.results = results;
    String corpus = System.getenv("DICTION_CORPUS");
    folder =
        (corpus == null ? Path.of("..", "shared", "corpus") : Path.of(corpus))
            .resolve(Path.of("lj", "train"));
  }

  void run() throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      System.out.println("not measured: there is no " + folder.toAbsolutePath().normalize());
      return;
    }
    List<Clip> clips = clips();
    SpeechModel english = SpeechModel.english();
    UtteranceAligner aligner =
        new UtteranceAligner(
            new AlignmentModel(english.acousticModel(), english.lexicon()),
            AlignmentSettings.DEFAULT);
    Map<String, List<Integer>> ours = new HashMap<>();
    int falseAlarms = 0;
    for (Clip clip : clips) {
      Alignment alignment = align(aligner, clip, clip.words());
      falseAlarms += holds(alignment) ? 0 : 1;
      if (alignment instanceof Alignment.Placed placed) {
        ours.put(clip.id(), placed.words().stream().map(WordSegment::startFrame).toList());
      }
    }
    double speed = speed(aligner, clips);
    int swaps = 0;
    int detected = 0;
    for (int i = 0; i < clips.size(); i++) {
      for (Clip other : List.of(clips.get((i + 1) % clips.size()), similar(clips, i))) {
        swaps++;
        detected += holds(align(aligner, clips.get(i), other.words())) ? 0 : 1;
      }
    }
    Peer peer = peer(clips);
    int[] within = new int[3];
    int compared = 0;
    for (Clip clip : clips) {
      List<Integer> theirs = peer.starts.get(clip.id());
      List<Integer> own = ours.get(clip.id());
      if (theirs == null || own == null || theirs.size() != own.size()) {
        continue;
      }
      for (int w = 0; w < own.size(); w++) {
        int off = Math.abs(own.get(w) - theirs.get(w));
        compared++;
        within[0] += off <= 2 ? 1 : 0;
        within[1] += off <= 5 ? 1 : 0;
        within[2] += off <= 10 ? 1 : 0;
      }
    }
    Report report =
        new Report(
            clips.size(),
            compared,
            100.0 * within[0] / Math.max(1, compared),
            100.0 * within[1] / Math.max(1, compared),
            100.0 * within[2] / Math.max(1, compared),
            speed,
            peer.timesRealTime,
            100.0 * detected / swaps,
            100.0 * falseAlarms / clips.size());
    print(report);
    JsonMapper.shared().writeValue(results.resolve("alignment.json").toFile(), report);
  }

  private static void print(Report report) {
    if (report.words() > 0) {
      System.out.printf(
          Locale.ROOT,
          "word starts of %d words near the C peer's: %.1f %% within 20 ms, %.1f %% within 50 ms,"
              + " %.1f %% within 100 ms%n",
          report.words(),
          report.percentWithin20Ms(),
          report.percentWithin50Ms(),
          report.percentWithin100Ms());
    }
    System.out.printf(
        Locale.ROOT,
        "times real time per core, features and agreement included: %.0f (peer, features not included: %.0f)%n",
        report.timesRealTimePerCore(),
        report.peerTimesRealTime());
    System.out.printf(
        Locale.ROOT,
        "wrong transcripts detected: %.1f %%, right ones refused: %.1f %%%n",
        report.detectedPercent(),
        report.falseAlarmPercent());
  }

  private static Alignment align(UtteranceAligner aligner, Clip clip, List<String> words) {
    float[] samples = clip.audio().samples();
    return aligner.align(samples, 0, samples.length, words, Progress.NONE);
  }

  private static boolean holds(Alignment alignment) {
    return alignment instanceof Alignment.Placed placed && placed.agreement().holds();
  }

  private static Clip similar(List<Clip> clips, int i) {
    int length = clips.get(i).words().size();
    return clips.stream()
        .filter(clip -> clip != clips.get(i))
        .min(Comparator.comparing(clip -> Math.abs(clip.words().size() - length)))
        .orElseThrow();
  }

  /** Processor time of this thread on a second pass, when the compiler has done its work. */
  private static double speed(UtteranceAligner aligner, List<Clip> clips) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    double seconds = 0;
    for (Clip clip : clips) {
      align(aligner, clip, clip.words());
      seconds += clip.audio().durationSeconds();
    }
    return seconds / ((threads.getCurrentThreadCpuTime() - before) / 1e9);
  }

  private List<Clip> clips() throws IOException {
    Set<String> known = SpeechModel.english().lexicon().words();
    TextNormalizer normalizer = TextNormalizer.of("en-US", known::contains);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".flac")).sorted().toList();
    }
    List<Clip> clips = new ArrayList<>();
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (Path file : files) {
        String id = file.getFileName().toString().replace(".flac", "");
        List<String> words = normalizer.words(Files.readString(folder.resolve(id + ".txt")));
        if (known.containsAll(words)) {
          clips.add(new Clip(id, decoder.decode(file), words));
        }
      }
    }
    return clips;
  }

  private static final class Peer {
    private final Map<String, List<Integer>> starts = new HashMap<>();
    private double timesRealTime;
  }

  private static Peer peer(List<Clip> clips) throws IOException, InterruptedException {
    Peer peer = new Peer();
    if (!Files.isExecutable(PEER) || !Files.isDirectory(PEER_MODEL)) {
      System.out.println("without the C peer: there is no " + PEER + " with " + PEER_MODEL);
      return peer;
    }
    Path work = Files.createTempDirectory("alignment");
    for (Clip clip : clips) {
      WavWriter.write(work.resolve(clip.id() + ".wav"), clip.audio());
      Files.writeString(work.resolve(clip.id() + ".fsg"), grammar(clip));
    }
    Files.write(work.resolve("ids"), clips.stream().map(Clip::id).toList());
    List<String> command = new ArrayList<>(List.of(PEER.toString(), "-adcin", "yes"));
    command.addAll(List.of("-cepdir", ".", "-cepext", ".wav", "-ctl", "ids", "-fsgctl", "ids"));
    command.addAll(List.of("-fsgdir", ".", "-fsgext", ".fsg", "-hypseg", "segments"));
    command.addAll(List.of("-hmm", PEER_MODEL + "/en-us"));
    command.addAll(List.of("-dict", PEER_MODEL + "/cmudict-en-us.dict", "-maxhmmpf", "-1"));
    command.addAll(List.of("-beam", "1e-120", "-pbeam", "1e-120", "-wbeam", "1e-100"));
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(work.resolve("log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("the peer ended with " + process.exitValue() + ", see " + work);
    }
    double processor = searchSeconds(work.resolve("log"));
    double seconds = clips.stream().mapToDouble(clip -> clip.audio().durationSeconds()).sum();
    peer.timesRealTime = seconds / processor;
    for (String line : Files.readAllLines(work.resolve("segments"))) {
      read(line, peer.starts);
    }
    return peer;
  }

  /** Processor time of the peer's search as its log tells it, features not included. */
  private static double searchSeconds(Path log) throws IOException {
    for (String line : Files.readAllLines(log)) {
      if (line.contains("TOTAL fsg") && line.contains("CPU")) {
        return Double.parseDouble(line.replaceAll(".*TOTAL fsg ([0-9.]+) CPU.*", "$1"));
      }
    }
    return Double.NaN;
  }

  private static String grammar(Clip clip) {
    int words = clip.words().size();
    StringBuilder text = new StringBuilder("FSG_BEGIN transcript\n");
    text.append("NUM_STATES ").append(words + 1).append("\nSTART_STATE 0\n");
    text.append("FINAL_STATE ").append(words).append('\n');
    for (int w = 0; w < words; w++) {
      text.append("TRANSITION %d %d 1.0 %s%n".formatted(w, w + 1, clip.words().get(w)));
    }
    return text.append("FSG_END\n").toString();
  }

  /** Identifier, totals, then frame, score, score and word in turn, and the last frame. */
  private static void read(String line, Map<String, List<Integer>> starts) {
    String[] parts = line.split(" ");
    List<Integer> found = new ArrayList<>();
    for (int at = 9; at + 3 < parts.length; at += 4) {
      String word = parts[at + 3];
      if (!word.startsWith("<") && !word.startsWith("[") && !word.startsWith("++")) {
        found.add(Integer.parseInt(parts[at]));
      }
    }
    starts.put(parts[0], found);
  }
}
