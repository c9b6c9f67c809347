package io.diction.dataset.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.ComparedClip.State;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ClipHearing;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.testing.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real speech with transcripts that somebody mixed up. */
@Tag("soak")
class MisplacedTranscriptsTest {
  private static final int SWAPPED = 20;

  @TempDir private Path folder;

  private Path corpus;
  private AudioDecoder decoder;
  private ClipHearing hearing;
  private final List<ComparedClip> heard = new ArrayList<>();

  @BeforeEach
  void open() {
    corpus = Corpus.require("lj", "train");
    decoder = new AudioDecoder(DecoderOptions.defaults());
    hearing =
        ClipHearing.of(
            SpeechModel.english(),
            new TrainingData(List.of(), List.of(), List.of(), List.of()),
            MisplacedTranscriptsTest::guesses,
            folder.resolve("clips"));
  }

  @AfterEach
  void close() throws IOException {
    decoder.close();
  }

  private static GraphemeToPhoneme guesses() {
    SpeechModel english = SpeechModel.english();
    try {
      return GraphemeToPhoneme.cached(
          Path.of("target", "pronunciation-cache"),
          english.sha256(),
          english.lexicon(),
          Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Comparison comparison() {
    return new Comparison(
        new Hearings.Opened(hearing, "base", "base"),
        decoder,
        clips -> clips.forEach(clip -> heard.add(numbered(clip, heard.size() + 1))),
        Map.of(),
        Progress.NONE);
  }

  /** As a row of the table has it. */
  private static ComparedClip numbered(ComparedClip clip, int number) {
    return new ComparedClip(
        number,
        clip.identity(),
        clip.file(),
        clip.recording(),
        clip.startMs(),
        clip.durationMs(),
        clip.origin(),
        clip.words(),
        clip.spoken(),
        clip.heard(),
        clip.key(),
        clip.state(),
        clip.score(),
        clip.margin(),
        clip.wordShare(),
        clip.unwrittenMs(),
        clip.fault(),
        null);
  }

  private List<Path> recordings() throws IOException {
    try (Stream<Path> files = Files.walk(corpus)) {
      return files.filter(file -> file.toString().endsWith(".flac")).sorted().toList();
    }
  }

  private Map<String, String> transcripts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Path recording : recordings()) {
      String id = id(recording);
      texts.put(id, Files.readString(recording.resolveSibling(id + ".txt")).strip());
    }
    return texts;
  }

  private static String id(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static Pair pair(Path file, String text) throws IOException {
    return new Pair(file.getFileName().toString(), file, Sha256.of(file), 0, null, text, "");
  }

  @Test
  void swappedTranscriptsAreExactlyThoseOnTop() throws IOException {
    List<Path> files = recordings();
    Map<String, String> texts = transcripts();
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      chosen.add(i);
    }
    Collections.shuffle(chosen, new Random(5));
    List<String> written = new ArrayList<>();
    for (Path file : files) {
      written.add(texts.get(id(file)));
    }
    Set<String> swapped = new HashSet<>();
    for (int i = 0; i < SWAPPED; i += 2) {
      Collections.swap(written, chosen.get(i), chosen.get(i + 1));
      swapped.add(files.get(chosen.get(i)).getFileName().toString());
      swapped.add(files.get(chosen.get(i + 1)).getFileName().toString());
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      pairs.add(pair(files.get(i), written.get(i)));
    }

    Comparison comparison = comparison();
    comparison.run(pairs);

    List<ComparedClip> ranked = new ArrayList<>(heard);
    ranked.sort(Comparator.comparing(ComparedClip::margin));
    assertThat(ranked).hasSize(files.size());
    assertThat(ranked.subList(0, SWAPPED))
        .extracting(ComparedClip::file)
        .containsExactlyInAnyOrderElementsOf(swapped);
    Map<State, Long> states =
        heard.stream().collect(Collectors.groupingBy(ComparedClip::state, Collectors.counting()));
    assertThat(states.get(State.DIFFERS)).as(states.toString()).isEqualTo(SWAPPED);
    assertThat(states.get(State.FINE))
        .as(states.toString())
        .isGreaterThan(files.size() * 85L / 100);

    Map<ComparedClip, Pair> differing = new LinkedHashMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      if (heard.get(i).state() == State.DIFFERS) {
        differing.put(heard.get(i), pairs.get(i));
      }
    }
    List<Comparison.Swap> swaps = comparison.swaps(differing, SWAPPED);
    assertThat(swaps)
        .hasSize(SWAPPED)
        .allSatisfy(
            swap ->
                assertThat(texts.get(id(files.get(swap.clip() - 1))))
                    .isEqualTo(written.get(swap.other() - 1)));
  }

  @Test
  void aLongRecordingIsCutAndItsMissingParagraphIsNamed() throws IOException {
    List<Path> files = recordings().subList(0, 40);
    Map<String, String> texts = transcripts();
    List<float[]> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    String unsaid = texts.get(id(recordings().get(100)));
    int length = 0;
    double from = 0;
    double to = 0;
    for (int i = 0; i < files.size(); i++) {
      float[] samples = decoder.decode(files.get(i)).samples();
      from = i == 20 ? (double) length / Audio.RECOGNITION_RATE_HZ : from;
      length += samples.length;
      to = i == 21 ? (double) length / Audio.RECOGNITION_RATE_HZ : to;
      parts.add(samples);
      // One paragraph is not written, another one is not said.
      text.append(i == 20 || i == 21 ? "" : texts.get(id(files.get(i)))).append('\n');
      text.append(i == 30 ? unsaid : "").append('\n');
    }
    float[] all = new float[length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    Path recording = folder.resolve("long.wav");
    WavWriter.write(recording, new Audio(all, Audio.RECOGNITION_RATE_HZ));

    long before = System.nanoTime();
    comparison().run(List.of(pair(recording, text.toString())));
    double seconds = (System.nanoTime() - before) / 1e9;
    System.out.printf(
        "cut %.0f s of speech in %.1f s%n", (double) length / Audio.RECOGNITION_RATE_HZ, seconds);

    int words = hearing.words(text.toString()).size() - hearing.words(unsaid).size();
    List<ComparedClip> pieces = heard.stream().filter(clip -> !clip.key().isEmpty()).toList();
    int placed = pieces.stream().mapToInt(clip -> clip.spoken().split(" ").length).sum();
    assertThat((double) placed / words).isGreaterThan(0.98);
    double begin = from;
    double end = to;
    assertThat(pieces)
        .allSatisfy(clip -> assertThat(clip.durationMs()).isLessThanOrEqualTo(20_000L));
    assertThat(pieces.stream().filter(clip -> clip.state() == State.DIFFERS)).isEmpty();
    List<ComparedClip> unwritten =
        heard.stream()
            .filter(clip -> clip.state() == State.UNWRITTEN && clip.key().isEmpty())
            .toList();
    assertThat(unwritten)
        .allSatisfy(clip -> assertThat(clip.startMs() / 1000.0).isBetween(begin - 1, end));
    assertThat(unwritten.stream().mapToInt(ComparedClip::unwrittenMs).sum() / 1000.0)
        .isBetween(0.8 * (end - begin), end - begin + 1);
    assertThat(heard)
        .filteredOn(clip -> clip.state() == State.DIFFERS)
        .anySatisfy(
            clip ->
                assertThat(hearing.words(unsaid).size())
                    .isCloseTo(clip.spoken().split(" ").length, Offset.offset(4)));
  }
}
