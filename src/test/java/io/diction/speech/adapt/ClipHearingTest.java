package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.audio.Audio;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipHearingTest {
  private static final List<String> SENTENCES =
      List.of(
          "the patient takes two tablets of quorvexil every morning",
          "we stopped the treatment after one week",
          "the doctor prescribed another medicine",
          "she came back with a slight fever",
          "there was no pain in the evening",
          "please take the medicine before breakfast",
          "the I E E E pressure was higher than last year",
          "he could not sleep for several nights",
          "the wound healed without any trouble",
          "all other values were within the usual range");

  private static final TrainingData LISTS =
      AdaptFixtures.lists(
          List.of(new Term("meproxil", "M EH P R AA K S AH L", 1, List.of()), Term.of("Quorvexil")),
          List.of(new SpokenForm("mg", "milligram")));

  private static final List<Audio> SPOKEN = new ArrayList<>();

  @TempDir private Path folder;

  @BeforeAll
  static void speak() {
    for (int i = 0; i < SENTENCES.size(); i++) {
      SPOKEN.add(SpeechFixtures.say(SENTENCES.get(i), 3));
    }
  }

  private ClipHearing hearing(Path clips) {
    return ClipHearing.of(SpeechModel.english(), LISTS, ClipHearingTest::guesses, clips);
  }

  private static GraphemeToPhoneme guesses() {
    SpeechModel english = SpeechModel.english();
    try {
      return GraphemeToPhoneme.cached(
          AdaptFixtures.CACHE, english.sha256(), english.lexicon(), Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TrainingRun run(Path work, Path clips, List<Audio> spoken) {
    List<Utterance> utterances = new ArrayList<>();
    Map<String, Audio> recordings = new LinkedHashMap<>();
    for (int i = 0; i < SENTENCES.size(); i++) {
      utterances.add(
          new Utterance("clip" + i, true, SENTENCES.get(i), i == 1 ? Use.TEST : Use.TRAIN));
      recordings.put("clip" + i, spoken.get(i));
    }
    TrainingData data =
        new TrainingData(utterances, List.of(), LISTS.vocabulary(), LISTS.spokenForms());
    RecordedSpeech speech =
        (ids, receiver) ->
            recordings.forEach(
                (id, audio) -> {
                  if (ids.contains(id)) {
                    receiver.utterance(id, audio);
                  }
                });
    return new TrainingRun(
        work,
        SpeechModel.english(),
        data,
        new TrainingSettings("test", 1, 2, AdaptFixtures.CACHE, clips),
        speech);
  }

  private static Map<String, FileTime> clips(Path folder) throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    for (Path file : Folders.files(folder)) {
      if (file.toString().endsWith(".clip")) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  @Test
  void trainingAlignsNothingThatWasHeardBeforeAndMakesTheSameModel() throws IOException {
    Path clips = folder.resolve("clips");
    ClipHearing hearing = hearing(clips);
    ClipHearing.Ear ear = hearing.ear();
    for (int i = 0; i < SENTENCES.size(); i++) {
      HeardClip heard = ear.hear(hearing.words(SENTENCES.get(i)), SPOKEN.get(i), Progress.NONE);
      assertThat(heard.fault()).isNull();
    }
    // Of data that nobody has confirmed yet, in the model's folder too.
    HeardClip unconfirmed = ear.hear(hearing.words(SENTENCES.get(2)), SPOKEN.get(9), Progress.NONE);
    hearing.keepFor("dataset-1", List.of(unconfirmed.key()));
    Map<String, FileTime> before = clips(clips);

    TrainingRun checked = run(folder.resolve("checked"), clips, SPOKEN);
    checked.run(Progress.NONE);
    checked.export(folder.resolve("checked-model"));
    TrainingRun unchecked = run(folder.resolve("unchecked"), folder.resolve("other"), SPOKEN);
    unchecked.run(Progress.NONE);
    unchecked.export(folder.resolve("unchecked-model"));

    Map<String, FileTime> after = clips(clips);
    assertThat(before).containsAllEntriesOf(after);
    // Only the test's clip is gone, which no training listens to.
    assertThat(after).hasSize(before.size() - 1).containsKey(unconfirmed.key() + ".refused.clip");
    assertThat(AdaptFixtures.content(folder.resolve("checked-model")))
        .isEqualTo(AdaptFixtures.content(folder.resolve("unchecked-model")));
    assertThat(hearing.heard(unconfirmed.key())).isEqualTo(unconfirmed);
  }

  @Test
  void tellsWordsThatWereNotSaidAndSpeechThatNobodyWrote() throws IOException {
    ClipHearing hearing = hearing(folder);
    ClipHearing.Ear ear = hearing.ear();
    HeardClip right = ear.hear(hearing.words(SENTENCES.get(3)), SPOKEN.get(3), Progress.NONE);
    HeardClip swapped = ear.hear(hearing.words(SENTENCES.get(4)), SPOKEN.get(3), Progress.NONE);
    HeardClip more =
        ear.hear(
            hearing.words(SENTENCES.get(3)), joined(SPOKEN.get(3), SPOKEN.get(7)), Progress.NONE);

    assertThat(right.agreement().whole().wordShare()).isEqualTo(1);
    assertThat(right.agreement().words()).hasSize(7).allMatch(word -> word >= 0.6);
    assertThat(right.agreement().unwrittenMs()).isLessThan(200);
    assertThat(swapped.fault()).isEqualTo(ClipHearing.DIFFERS);
    assertThat(swapped.agreement().whole().margin()).isNegative();
    assertThat(more.agreement().unwrittenMs()).isGreaterThan(1_000);
    HeardClip hurried =
        ear.hear(hearing.words(String.join(" ", SENTENCES)), SPOKEN.get(3), Progress.NONE);
    assertThat(hurried.fault()).contains("too short for");
    assertThat(hurried.agreement().whole().margin()).isNegative();
    // As it is read back.
    assertThat(hearing.heard(hurried.key())).isEqualTo(hurried);
    assertThat(hearing.heard(swapped.key())).isEqualTo(swapped);
    assertThat(hearing.heard(right.key())).isEqualTo(right);
  }

  @Test
  void cutsALongRecordingAtPausesAndNamesWhatIsMissing() throws IOException {
    ClipHearing hearing = hearing(folder);
    List<Audio> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      parts.add(SPOKEN.get(i % 10));
      if (i != 5 && i != 6) {
        text.append(SENTENCES.get(i % 10)).append(". ");
      }
    }
    Audio recording = joined(parts.toArray(Audio[]::new));
    List<String> words = hearing.words(text.toString());

    CutRecording cut = hearing.ear().cut(words, recording, Progress.NONE);

    assertThat(cut.pieces())
        .allSatisfy(piece -> assertThat(piece.to() - piece.from()).isBetween(16_000, 320_000));
    int covered = cut.pieces().stream().mapToInt(p -> p.words().to() - p.words().from()).sum();
    assertThat(covered).isGreaterThan((int) (0.98 * words.size()));
    assertThat(cut.unplacedText()).isEmpty();
    double from = seconds(parts.subList(0, 5));
    double to = seconds(parts.subList(0, 7));
    assertThat(cut.unplacedAudio())
        .filteredOn(range -> range.to() - range.from() > 2)
        .allSatisfy(range -> assertThat(range.from()).isBetween(from - 0.7, to))
        .isNotEmpty();
    ClipHearing.Ear ear = hearing.ear();
    for (CutRecording.Piece piece : cut.pieces()) {
      assertThat(
              ear.hear(
                      ClipHearing.words(piece, words),
                      ClipHearing.sound(piece, recording),
                      Progress.NONE)
                  .fault())
          .isNull();
    }
    assertThat(hearing.ear().cut(words, recording, Progress.NONE)).isEqualTo(cut);
  }

  @Test
  void trainingUsesLongRecordingsPieceByPiece() throws IOException {
    List<Audio> spoken = new ArrayList<>(SPOKEN);
    Audio longer = joined(SPOKEN.toArray(Audio[]::new));
    spoken.set(0, joined(longer, longer, longer));
    String text = String.join(". ", SENTENCES);
    List<Utterance> utterances =
        List.of(
            new Utterance("long", true, String.join(". ", List.of(text, text, text)), Use.TRAIN),
            new Utterance("short", true, SENTENCES.get(1), Use.TEST));
    TrainingData data =
        new TrainingData(utterances, List.of(), LISTS.vocabulary(), LISTS.spokenForms());
    RecordedSpeech speech =
        (ids, receiver) ->
            Map.of("long", spoken.get(0), "short", spoken.get(1))
                .forEach(
                    (id, audio) -> {
                      if (ids.contains(id)) {
                        receiver.utterance(id, audio);
                      }
                    });
    TrainingRun run =
        new TrainingRun(
            folder.resolve("work"),
            SpeechModel.english(),
            data,
            new TrainingSettings("test", 1, 2, AdaptFixtures.CACHE, folder.resolve("clips")),
            speech);
    for (TrainingStage stage : TrainingStage.values()) {
      if (stage.ordinal() <= TrainingStage.ALIGN.ordinal()) {
        run.run(stage, Progress.NONE);
      }
    }
    ClipList list = ClipList.read(folder.resolve("work/align/clips.tsv"));
    List<ClipList.Entry> pieces =
        list.entries().stream().filter(entry -> entry.utterance() == 0).toList();
    assertThat(pieces).hasSizeGreaterThan(3);
    assertThat(ClipList.seconds(pieces)).isGreaterThan(0.9 * spoken.get(0).durationSeconds());
    assertThat(Set.copyOf(pieces)).hasSameSizeAs(pieces);
  }

  private static double seconds(List<Audio> parts) {
    return parts.stream().mapToDouble(Audio::durationSeconds).sum();
  }

  private static Audio joined(Audio... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.samples().length).sum()];
    int at = 0;
    for (Audio part : parts) {
      System.arraycopy(part.samples(), 0, all, at, part.samples().length);
      at += part.samples().length;
    }
    return new Audio(all, Audio.RECOGNITION_RATE_HZ);
  }
}
