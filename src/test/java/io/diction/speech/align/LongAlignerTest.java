package io.diction.speech.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.text.TextNormalizer;
import io.diction.testing.Corpus;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings made by joining clips, with transcripts that are wrong in known ways. */
class LongAlignerTest {
  private static final List<String> SENTENCES =
      List.of(
          "the weather in the north is cold and dry this morning",
          "please send the final report to the office before noon",
          "a small boat crossed the wide river late at night",
          "nobody knows where the old key of the church was kept",
          "fresh bread and cheese are sold on the market square",
          "the engine stopped because it had no oil or water left",
          "she wrote a long letter to her younger brother in spain",
          "our train leaves from the second platform at seven",
          "many people believe that music helps them to sleep",
          "the doctor advised him to walk for an hour every day");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @TempDir private Path folder;

  private record Clip(Audio audio, List<String> words) {}

  @Test
  void placesWhatWasSaidAndTellsTheRest() throws IOException {
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < SENTENCES.size(); i++) {
      clips.add(clip(SENTENCES.get(i), i));
    }

    Outcome outcome = align(clips);

    assertThat(outcome.shareWithin(0.05)).as(outcome.toString()).isGreaterThanOrEqualTo(0.95);
    assertThat(outcome.placedThoughNotSaid).as(outcome.toString()).isLessThanOrEqualTo(2);
    assertThat(outcome.unwrittenSecondsFound).as(outcome.toString()).isGreaterThan(0.6);
  }

  @Test
  void placesRealSpeech() throws IOException {
    Outcome outcome = align(recorded(16));

    assertThat(outcome.shareWithin(0.05)).as(outcome.toString()).isGreaterThanOrEqualTo(0.95);
    assertThat(outcome.placedThoughNotSaid).as(outcome.toString()).isLessThanOrEqualTo(5);
  }

  /** The same clips come again and again, so that nothing said is said only once. */
  @Test
  @Tag("soak")
  void placesAnHourOfRealSpeechInTimeLinearInItsLength() throws IOException {
    List<Clip> once = recorded(231);
    Map<Integer, Outcome> outcomes = new TreeMap<>();
    for (int minutes : new int[] {15, 30, 60}) {
      List<Clip> clips = new ArrayList<>();
      double seconds = 0;
      for (int i = 0; seconds < 60 * minutes; i++) {
        Clip clip = once.get(i % once.size());
        clips.add(clip);
        seconds += i % 10 == 4 ? 0 : clip.audio().durationSeconds() + 0.3;
      }
      Outcome outcome = align(clips);
      outcomes.put(minutes, outcome);
      System.out.println(minutes + " minutes: " + outcome);
    }

    for (Outcome outcome : outcomes.values()) {
      assertThat(outcome.shareWithin(0.05)).as(outcome.toString()).isGreaterThanOrEqualTo(0.95);
      assertThat(outcome.placedThoughNotSaid)
          .as(outcome.toString())
          .isLessThanOrEqualTo(outcome.said / 100);
    }
    assertThat(outcomes.get(60).took).isLessThan(6 * outcomes.get(15).took);
  }

  @Test
  void stopsWithinASecondWhenAsked() throws Exception {
    List<Clip> clips = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      clips.add(clip(SENTENCES.get(i % SENTENCES.size()), i));
    }
    Path file = folder.resolve("stopped.wav");
    List<String> transcript = new ArrayList<>();
    write(clips, file, transcript);
    List<Double> told = new ArrayList<>();
    long[] asked = {0};
    Progress impatient =
        new Progress() {
          @Override
          public void report(double fraction, String message) {
            told.add(fraction);
            if (fraction > 0.1 && asked[0] == 0) {
              asked[0] = System.nanoTime();
            }
          }

          @Override
          public boolean isCancelled() {
            return asked[0] != 0;
          }
        };
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      LongAligner aligner = aligner();
      double seconds = clips.stream().mapToDouble(clip -> clip.audio().durationSeconds()).sum();

      assertThatThrownBy(
              () -> aligner.align(() -> decoder.open(file), transcript, seconds, impatient))
          .isInstanceOf(CancelledException.class);
    }
    assertThat((System.nanoTime() - asked[0]) / 1e9).isLessThan(1);
    assertThat(told).isSorted();
  }

  @Test
  void placesNothingWhenTheTranscriptIsAnothers() throws IOException {
    Clip said = clip(SENTENCES.get(0), 0);
    Path file = folder.resolve("other.wav");
    WavWriter.write(file, said.audio());
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      LongAlignment alignment =
          aligner()
              .align(
                  () -> decoder.open(file),
                  List.of("xqzzy", "many", "people", "believe", "that", "music", "helps"),
                  0,
                  Progress.NONE);

      assertThat(alignment.words()).hasSizeLessThanOrEqualTo(2);
      assertThat(alignment.unplacedText().get(0).from()).isZero();
      assertThat(alignment.unplacedAudio()).isNotEmpty();
    }
  }

  /** How the words of all clips were placed. */
  private static final class Outcome {
    private final List<Double> errors = new ArrayList<>();
    private int said;
    private int placedThoughNotSaid;
    private double unwrittenSecondsFound;
    private double seconds;
    private double took;

    private double shareWithin(double seconds) {
      return errors.stream().filter(error -> error <= seconds).count() / (double) said;
    }

    @Override
    public String toString() {
      return "of %d words %.1f %% placed, %.1f %% within 50 ms, %.1f %% within 200 ms, %d placed though not said, %.2f of the unwritten speech found, %.0f s in %.0f s of processor time"
          .formatted(
              said,
              100.0 * errors.size() / said,
              100 * shareWithin(0.05),
              100 * shareWithin(0.2),
              placedThoughNotSaid,
              unwrittenSecondsFound,
              seconds,
              took);
    }
  }

  /**
   * Of each ten clips, one is written but not said and one is said but not written; each seventh
   * has a heading, each fifth the name of a speaker.
   */
  private Outcome align(List<Clip> clips) throws IOException {
    UtteranceAligner single = AlignFixtures.aligner();
    Map<Clip, Alignment.Placed> truth = new IdentityHashMap<>();
    List<String> transcript = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    List<float[]> parts = new ArrayList<>();
    int samples = 0;
    double unwritten = 0;
    List<double[]> unwrittenRanges = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      Clip clip = clips.get(i);
      if (i % 7 == 3) {
        unsaid(transcript, starts, "chapter", "two", "of", "the", "history");
      }
      if (i % 5 == 1) {
        unsaid(transcript, starts, "john", "smith");
      }
      if (i % 10 == 4) {
        unsaid(transcript, starts, clip.words().toArray(new String[0]));
        continue;
      }
      float[] audio = clip.audio().samples();
      if (i % 10 == 7) {
        unwritten += audio.length / 16_000.0;
        unwrittenRanges.add(new double[] {samples / 16_000.0, (samples + audio.length) / 16_000.0});
      } else {
        Alignment.Placed placed =
            truth.computeIfAbsent(
                clip,
                c ->
                    (Alignment.Placed)
                        single.align(audio, 0, audio.length, c.words(), Progress.NONE));
        for (WordSegment word : placed.words()) {
          transcript.add(clip.words().get(word.word()));
          starts.add(samples / 16_000.0 + word.startFrame() / 100.0);
        }
      }
      parts.add(audio);
      parts.add(new float[4_800]);
      samples += audio.length + 4_800;
    }
    float[] joined = new float[samples];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    Path file = folder.resolve("long.wav");
    WavWriter.write(file, new Audio(joined, 16_000));
    long before = THREADS.getCurrentThreadCpuTime();
    LongAlignment alignment;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      alignment = aligner().align(() -> decoder.open(file), transcript, 0, Progress.NONE);
    }
    Outcome outcome = new Outcome();
    outcome.took = (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
    outcome.seconds = alignment.seconds();
    outcome.said = (int) starts.stream().filter(start -> start >= 0).count();
    for (LongAlignment.PlacedWord word : alignment.words()) {
      assertThat(word.timing().word()).isEqualTo(transcript.get(word.index()));
      if (starts.get(word.index()) < 0) {
        outcome.placedThoughNotSaid++;
      } else {
        outcome.errors.add(Math.abs(word.timing().startSeconds() - starts.get(word.index())));
      }
    }
    double found = 0;
    for (LongAlignment.TimeRange range : alignment.unplacedAudio()) {
      for (double[] expected : unwrittenRanges) {
        found +=
            Math.max(0, Math.min(range.to(), expected[1]) - Math.max(range.from(), expected[0]));
      }
    }
    outcome.unwrittenSecondsFound = unwritten == 0 ? 1 : found / unwritten;
    return outcome;
  }

  private static void write(List<Clip> clips, Path file, List<String> transcript)
      throws IOException {
    int samples = clips.stream().mapToInt(clip -> clip.audio().samples().length).sum();
    float[] joined = new float[samples];
    int at = 0;
    for (Clip clip : clips) {
      float[] part = clip.audio().samples();
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
      transcript.addAll(clip.words());
    }
    WavWriter.write(file, new Audio(joined, 16_000));
  }

  private static void unsaid(List<String> transcript, List<Double> starts, String... words) {
    for (String word : words) {
      transcript.add(word);
      starts.add(-1.0);
    }
  }

  private static LongAligner aligner() {
    return new LongAligner(SpeechModel.english(), SpeechModel.english().lexicon());
  }

  private static Clip clip(String sentence, int seed) {
    return new Clip(SpeechFixtures.say(sentence, seed), Arrays.asList(sentence.split(" ")));
  }

  private static List<Clip> recorded(int most) throws IOException {
    Path folder = Corpus.require("lj", "train");
    Set<String> known = SpeechModel.english().lexicon().words();
    TextNormalizer normalizer = TextNormalizer.of("en-US", known::contains);
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".flac")).sorted().toList();
    }
    List<Clip> clips = new ArrayList<>();
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (int i = 0; i < files.size() && clips.size() < most; i++) {
        String text = Files.readString(Path.of(files.get(i).toString().replace(".flac", ".txt")));
        List<String> words = normalizer.words(text);
        if (known.containsAll(words)) {
          clips.add(new Clip(decoder.decode(files.get(i)), words));
        }
      }
    }
    return clips;
  }
}
