package io.diction.speech.adapt;

import static io.diction.speech.adapt.AdaptFixtures.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.CancelledException;
import io.diction.speech.Folders;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.AdaptFixtures.StopsAfter;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.audio.Audio;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcousticTrainingTest {
  private static final List<String> SENTENCES =
      List.of(
          "the patient takes two tablets every morning",
          "we stopped the treatment after one week",
          "the doctor prescribed another medicine",
          "she came back with a slight fever",
          "there was no pain in the evening",
          "please take the medicine before breakfast",
          "the pressure was higher than last year",
          "he could not sleep for several nights",
          "the wound healed without any trouble",
          "all other values were within the usual range");

  private static final Map<String, Audio> SPOKEN = new LinkedHashMap<>();

  @TempDir private Path folder;

  @BeforeAll
  static void speak() {
    for (int i = 0; i < SENTENCES.size(); i++) {
      SPOKEN.put("clip" + i, SpeechFixtures.say(SENTENCES.get(i), 3));
    }
  }

  private static final RecordedSpeech SPEECH =
      (ids, receiver) -> SPOKEN.forEach((id, audio) -> tell(id, audio, ids, receiver));

  private static void tell(
      String id, Audio audio, Set<String> ids, RecordedSpeech.Receiver receiver) {
    if (ids.contains(id)) {
      receiver.utterance(id, audio);
    }
  }

  private static List<Utterance> utterances() {
    List<Utterance> utterances = new ArrayList<>();
    for (int i = 0; i < SENTENCES.size(); i++) {
      // One clip only measures, so that the others all train.
      utterances.add(
          new Utterance("clip" + i, true, SENTENCES.get(i), i == 0 ? Use.TEST : Use.TRAIN));
    }
    return utterances;
  }

  private static TrainingData data(List<Utterance> utterances) {
    return new TrainingData(utterances, List.of(), List.of(), List.of());
  }

  private static TrainingRun run(Path work, List<Utterance> utterances, int threads) {
    TrainingSettings settings = new TrainingSettings("test", 1, threads, AdaptFixtures.CACHE);
    return new TrainingRun(work, SpeechModel.english(), data(utterances), settings, SPEECH);
  }

  private static Set<Path> clips(Path work) throws IOException {
    return Set.copyOf(Folders.files(work.resolve("clips")));
  }

  @Test
  void recordingsMoveTheAcousticModel() throws IOException {
    TrainingRun run = run(folder.resolve("one"), utterances(), 1);
    run.run(Progress.NONE);
    run.export(folder.resolve("model"));
    ModelMetrics.Acoustics acoustics = run.metrics().acoustics();
    assertThat(acoustics).isNotNull();
    assertThat(acoustics.listening().aligned()).isEqualTo(9);
    assertThat(acoustics.listening().alignedSeconds()).isBetween(10.0, 40.0);
    assertThat(acoustics.adaptation().chosen()).startsWith("MLLR");
    assertThat(Folders.files(folder.resolve("one/acoustic-model")))
        .noneMatch(file -> file.toString().endsWith(".statistics"));
    assertThat(run.metrics().describe()).anyMatch(line -> line.startsWith("acoustics: MLLR"));
    SpeechModel base = SpeechModel.english();
    SpeechModel custom = ModelFolder.read(folder.resolve("model")).open(base);
    assertThat(custom.acousticModel().means()).isNotEqualTo(base.acousticModel().means());
  }

  /** Recordings with and without transcripts, texts with their spelling, terms: every stage. */
  @Test
  void everythingTogetherGivesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    List<Utterance> utterances = utterances();
    utterances.set(7, new Utterance("clip7", true, "", Use.TRAIN));
    TrainingData data =
        new TrainingData(
            utterances,
            List.of(AdaptFixtures.prescriptions()),
            List.of(TrainingData.Term.of("Quorvexil"), TrainingData.Term.of("IEEE")),
            List.of(new TrainingData.SpokenForm("mg", "milligram")));
    for (int threads = 1; threads <= 2; threads++) {
      TrainingRun run =
          new TrainingRun(
              folder.resolve("work" + threads),
              SpeechModel.english(),
              data,
              new TrainingSettings("test", 5, threads, AdaptFixtures.CACHE),
              SPEECH);
      run.run(Progress.NONE);
      run.export(folder.resolve("model" + threads));
    }
    Map<String, String> one = content(folder.resolve("model1"));
    assertThat(one)
        .containsKeys(
            "manifest.json",
            "acoustics.bin",
            "domain.lm",
            "pronunciations.dict",
            "spelling.bin",
            "terms.tsv");
    assertThat(content(folder.resolve("model2"))).isEqualTo(one);
  }

  @Test
  void transcriptsOfOtherRecordingsAreLeftOut() throws IOException {
    List<Utterance> utterances = utterances();
    utterances.set(2, new Utterance("clip2", true, SENTENCES.get(9), Use.TRAIN));
    utterances.set(9, new Utterance("clip9", true, SENTENCES.get(2), Use.TRAIN));
    utterances.set(5, new Utterance("clip5", true, "thank you ".repeat(300), Use.TRAIN));
    TrainingRun run = run(folder, utterances, 2);
    run.run(Progress.NONE);
    ModelMetrics.Listening listening = run.metrics().acoustics().listening();
    assertThat(listening.aligned()).isEqualTo(6);
    assertThat(listening.leftOut()).isEqualTo(3);
    assertThat(listening.reasons()).anyMatch(reason -> reason.startsWith("clip2: "));
    assertThat(listening.reasons()).anyMatch(reason -> reason.startsWith("clip5: "));
  }

  @Test
  void recordingsWithoutTranscriptsAloneTrain() throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    SPOKEN.keySet().forEach(id -> utterances.add(new Utterance(id, true, "", Use.TRAIN)));
    TrainingRun run = run(folder, utterances, 2);
    run.run(Progress.NONE);
    run.export(folder.resolve("model"));
    assertThat(run.metrics().acoustics().listening().aligned()).isZero();
    assertThat(run.metrics().acoustics().listening().recognised()).isPositive();
    assertThat(run.metrics().text().words()).isZero();
    ModelMetrics.Adaptation adaptation = run.metrics().acoustics().adaptation();
    assertThat(adaptation.tried()).extracting(ModelMetrics.Strength::name).contains("base", "MLLR");
    assertThat(adaptation.tried().get(1).score()).isGreaterThan(adaptation.tried().get(0).score());
    assertThat(adaptation.tuningSeconds()).isPositive();
    SpeechModel base = SpeechModel.english();
    SpeechModel custom = ModelFolder.read(folder.resolve("model")).open(base);
    assertThat(custom.acousticModel().means()).isNotEqualTo(base.acousticModel().means());
    assertThat(custom.languageModel()).isSameAs(base.languageModel());
  }

  @Test
  void oneRecordingIsTooLittleToFollow() throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    utterances.add(new Utterance("clip1", true, SENTENCES.get(1), Use.TRAIN));
    TrainingRun run = run(folder, utterances, 1);
    run.run(Progress.NONE);
    run.export(folder.resolve("model"));
    assertThat(run.metrics().describe())
        .anyMatch(line -> line.startsWith("acoustics: those of the base model; "));
    SpeechModel base = SpeechModel.english();
    SpeechModel custom = ModelFolder.read(folder.resolve("model")).open(base);
    assertThat(custom.acousticModel()).isSameAs(base.acousticModel());
  }

  @Test
  void refusedRecordingsAreNotTriedAgain() throws IOException {
    List<Utterance> utterances = utterances();
    utterances.set(2, new Utterance("clip2", true, SENTENCES.get(9), Use.TRAIN));
    Path work = folder.resolve("work");
    for (TrainingStage stage : TrainingStage.values()) {
      if (stage.ordinal() <= TrainingStage.ALIGN.ordinal()) {
        run(work, utterances, 2).run(stage, Progress.NONE);
      }
    }
    Map<Path, Object> before = new LinkedHashMap<>();
    for (Path clip : clips(work)) {
      before.put(clip, Files.getLastModifiedTime(clip));
    }
    assertThat(before.keySet()).anyMatch(clip -> clip.toString().endsWith(".refused.clip"));
    String figures = Files.readString(work.resolve("align/figures.json"));
    assertThat(figures).contains("clip2: ");
    Folders.delete(work.resolve("align"));
    run(work, utterances, 1).run(TrainingStage.ALIGN, Progress.NONE);
    assertThat(Files.readString(work.resolve("align/figures.json"))).isEqualTo(figures);
    for (Path clip : before.keySet()) {
      assertThat(Files.getLastModifiedTime(clip)).isEqualTo(before.get(clip));
    }
  }

  @Test
  void longStagesStopWithinASecond() throws IOException {
    Path work = folder.resolve("work");
    for (TrainingStage stage : TrainingStage.values()) {
      if (LONG.contains(stage)) {
        long best = Long.MAX_VALUE;
        // A machine that is busy with something else gets another chance.
        for (int attempt = 0; attempt < 3 && best > 1_000; attempt++) {
          best = Math.min(best, millisecondsToStop(work, stage));
        }
        assertThat(best).as(stage.label()).isLessThan(1_000);
      }
      run(work, utterances(), 2).run(stage, Progress.NONE);
    }
  }

  private static final Set<TrainingStage> LONG =
      Set.of(TrainingStage.ALIGN, TrainingStage.ACOUSTIC_MODEL, TrainingStage.EVALUATE);

  /** Stops a stage while it works: not when it asks, but some time after it began. */
  private static long millisecondsToStop(Path work, TrainingStage stage) throws IOException {
    for (long delay = 128; delay > 0; delay /= 2) {
      AtomicLong stopped = new AtomicLong();
      Progress progress =
          new Progress() {
            @Override
            public void report(double fraction, String message) {}

            @Override
            public boolean isCancelled() {
              return stopped.get() != 0;
            }
          };
      ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
      try {
        var unused =
            clock.schedule(() -> stopped.set(System.nanoTime()), delay, TimeUnit.MILLISECONDS);
        run(work, utterances(), 2).run(stage, progress);
        // It was faster than that.
        Folders.delete(work.resolve(stage.folder()));
        if (stage == TrainingStage.ALIGN) {
          Folders.delete(work.resolve("clips"));
        }
      } catch (CancelledException e) {
        return (System.nanoTime() - stopped.get()) / 1_000_000;
      } finally {
        clock.shutdownNow();
      }
    }
    throw new AssertionError(stage + " is over before it can be stopped");
  }

  @Test
  void alignmentStoppedMidwayGoesOnWithWhatWasHeard() throws IOException {
    Path work = folder.resolve("work");
    for (TrainingStage stage : TrainingStage.values()) {
      if (stage == TrainingStage.ALIGN) {
        break;
      }
      run(work, utterances(), 1).run(stage, Progress.NONE);
    }
    try {
      run(work, utterances(), 1).run(TrainingStage.ALIGN, new StopsAfter(5));
    } catch (CancelledException stopped) {
      assertThat(clips(work)).hasSizeBetween(3, 8);
    }
    Map<Path, Object> before = new LinkedHashMap<>();
    for (Path clip : clips(work)) {
      before.put(clip, Files.getLastModifiedTime(clip));
    }
    assertThat(before).isNotEmpty();
    run(work, utterances(), 1).run(TrainingStage.ALIGN, Progress.NONE);
    assertThat(clips(work)).hasSize(9);
    for (Path clip : before.keySet()) {
      assertThat(Files.getLastModifiedTime(clip)).isEqualTo(before.get(clip));
    }
  }

  @Test
  void damagedClipsAreHeardAgain() throws IOException {
    Path work = folder.resolve("work");
    TrainingRun run = run(work, utterances(), 1);
    for (TrainingStage stage : TrainingStage.values()) {
      if (stage == TrainingStage.ACOUSTIC_MODEL) {
        break;
      }
      run.run(stage, Progress.NONE);
    }
    List<Path> clips = List.copyOf(clips(work));
    Files.delete(clips.get(0));
    assertThat(run.isFinished(TrainingStage.ALIGN, Progress.NONE)).isFalse();
    byte[] bytes = Files.readAllBytes(clips.get(1));
    byte[] whole = bytes.clone();
    bytes[bytes.length / 2] ^= 1;
    Files.write(clips.get(1), bytes);
    run.run(TrainingStage.ACOUSTIC_MODEL, Progress.NONE);
    assertThat(clips.get(0)).exists();
    assertThat(clips.get(1)).hasBinaryContent(whole);
    assertThat(run.isFinished(TrainingStage.ACOUSTIC_MODEL, Progress.NONE)).isTrue();
  }
}
