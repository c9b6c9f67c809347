package io.diction.bench;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.StreamedKneserNey;
import io.diction.speech.language.TrigramCounts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Language model work on much text: sentences drawn from the base model's pairs of words are
 * counted, and a pruned model is estimated. Times are of one thread's processor; drawing the text
 * is not counted.
 */
final class LanguageModelBenchmark {
  private static final int BATCH = 2_000;
  private static final double THRESHOLD = 1e-8;
  private static final double NANOS = 1e9;

  record Report(
      long words,
      double millionWordsPerSecond,
      double estimationSeconds,
      long megabytesOnDisk,
      long peakMegabytesOfHeap,
      int words1,
      int words2,
      int words3) {}

  private final Path results;

  LanguageModelBenchmark(Path results) {
    this.results = results;
  }

  void run(int millions) throws IOException {
    Sampler sampler = new Sampler(SpeechModel.english().languageModel());
    Path folder = Files.createTempDirectory("diction-counts");
    long wanted = millions * 1_000_000L;
    long counting = 0;
    long disk;
    BackoffLanguageModel model;
    long began;
    try (TrigramCounts counts = new TrigramCounts(folder, TrigramCounts.TABLE, Progress.NONE)) {
      List<List<String>> batch = new ArrayList<>();
      while (counts.tokens() < wanted) {
        batch.clear();
        for (int i = 0; i < BATCH; i++) {
          batch.add(sampler.sentence());
        }
        long from = processorNanos();
        for (List<String> sentence : batch) {
          counts.addSentence(sentence);
        }
        counting += processorNanos() - from;
      }
      disk = size(folder);
      began = processorNanos();
      model = StreamedKneserNey.estimate(counts, THRESHOLD, Progress.NONE);
      wanted = counts.tokens();
    }
    Files.delete(folder);
    Report report =
        new Report(
            wanted,
            wanted / (counting / NANOS) / 1e6,
            (processorNanos() - began) / NANOS,
            disk >> 20,
            peak() >> 20,
            model.size(1),
            model.size(2),
            model.size(3));
    System.out.printf(
        Locale.ROOT,
        "%d words: counted at %.2f million a second, estimated in %.1f s, %d MB on disk, peak of"
            + " the heap %d MB; kept %d words, %d pairs, %d trigrams%n",
        report.words,
        report.millionWordsPerSecond,
        report.estimationSeconds,
        report.megabytesOnDisk,
        report.peakMegabytesOfHeap,
        report.words1,
        report.words2,
        report.words3);
    JsonMapper.shared().writeValue(results.resolve("language-model.json").toFile(), report);
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Draws sentences by P(word | word before). */
  private static final class Sampler {
    private static final int LONGEST = 60;

    private final LanguageModel language;
    private final SplittableRandom random = new SplittableRandom(1);
    private final String[] words;

    /** Sums of P(word), and for each word before of P of the words that have one of their own. */
    private final double[] sums;

    private final int[][] following;
    private final double[][] followingSums;

    Sampler(LanguageModel language) {
      this.language = language;
      int size = language.vocabulary().size();
      words = new String[size];
      sums = new double[size];
      double sum = 0;
      for (int word = 0; word < size; word++) {
        words[word] = language.vocabulary().word(word);
        if (word != language.vocabulary().id("<s>")) {
          sum += Math.exp(language.logProb(language.emptyState(), word));
        }
        sums[word] = sum;
      }
      following = new int[size][];
      followingSums = new double[size][];
    }

    List<String> sentence() {
      List<String> sentence = new ArrayList<>();
      int before = language.vocabulary().id("<s>");
      while (sentence.size() < LONGEST) {
        before = next(before);
        if (before == language.endOfSentence()) {
          break;
        }
        sentence.add(words[before]);
      }
      return sentence;
    }

    private int next(int before) {
      if (following[before] == null) {
        List<Integer> found = new ArrayList<>();
        language.successors(before, (word, logProb) -> found.add(word));
        following[before] = found.stream().mapToInt(Integer::intValue).toArray();
        followingSums[before] = new double[following[before].length];
        long state = language.nextState(language.emptyState(), before);
        double sum = 0;
        for (int i = 0; i < following[before].length; i++) {
          sum += Math.exp(language.logProb(state, following[before][i]));
          followingSums[before][i] = sum;
        }
      }
      double[] own = followingSums[before];
      double drawn = random.nextDouble();
      if (own.length > 0 && drawn < own[own.length - 1]) {
        return following[before][place(own, drawn)];
      }
      return place(sums, random.nextDouble() * sums[sums.length - 1]);
    }

    private static int place(double[] sums, double drawn) {
      int found = Arrays.binarySearch(sums, drawn);
      return Math.min(sums.length - 1, found < 0 ? ~found : found + 1);
    }
  }
}
