package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.adapt.AdaptFixtures.StopsAfter;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings that change on disk while a training is interrupted. */
class SoundHashTest {
  @TempDir private Path folder;
  private Path clips;

  @BeforeEach
  void record() throws IOException {
    clips = Files.createDirectory(folder.resolve("clips"));
    for (int i = 0; i < 2; i++) {
      WavWriter.write(clips.resolve("clip" + i + ".wav"), noise(i));
      Files.writeString(clips.resolve("clip" + i + ".txt"), "some words of clip " + i + "\n");
    }
  }

  private static Audio noise(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] samples = new float[16_000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (random.nextDouble() - 0.5);
    }
    return new Audio(samples, 16_000);
  }

  @FunctionalInterface
  private interface Opened {
    void use(CorpusSpeech speech) throws IOException;
  }

  private void open(Opened opened) throws IOException {
    try (TrainingCorpus corpus = TrainingCorpus.open(clips, CorpusLimits.DEFAULT);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      opened.use(new CorpusSpeech(List.of(new CorpusSpeech.Part("", corpus, Use.TRAIN)), decoder));
    }
  }

  private TrainingRun run(CorpusSpeech speech) throws IOException {
    return AdaptFixtures.run(
        folder.resolve("work"),
        new TrainingData(speech.utterances(), List.of(), List.of(), List.of()),
        speech);
  }

  @Test
  void aRecordingReplacedUnderItsNameStartsTheTrainingAnew() throws IOException {
    open(speech -> run(speech).run(TrainingStage.VALIDATE, Progress.NONE));
    open(
        speech ->
            assertThat(run(speech).isFinished(TrainingStage.VALIDATE, Progress.NONE)).isTrue());
    WavWriter.write(clips.resolve("clip1.wav"), noise(7));
    open(
        speech ->
            assertThat(run(speech).isFinished(TrainingStage.VALIDATE, Progress.NONE)).isFalse());
    WavWriter.write(clips.resolve("clip1.wav"), noise(1));
    open(
        speech ->
            assertThat(run(speech).isFinished(TrainingStage.VALIDATE, Progress.NONE)).isTrue());
  }

  @Test
  void askingWhetherAStageIsFinishedCanBeStopped() throws IOException {
    open(
        speech ->
            assertThatThrownBy(
                    () -> run(speech).isFinished(TrainingStage.VALIDATE, new StopsAfter(0)))
                .isInstanceOf(CancelledException.class));
  }

  @Test
  void onlyTheRecordingsAskedForAreHashed() throws IOException {
    List<String> hashes = new ArrayList<>();
    open(speech -> hashes.add(speech.fingerprint(Set.of("clip0"), Progress.NONE)));
    WavWriter.write(clips.resolve("clip1.wav"), noise(7));
    open(speech -> hashes.add(speech.fingerprint(Set.of("clip0"), Progress.NONE)));
    assertThat(hashes.get(0)).hasSize(64).isEqualTo(hashes.get(1));
  }

  @Test
  void aRecordingThatIsGoneIsReportedAndTheOthersAreRead() throws IOException {
    open(
        speech -> {
          String before = speech.fingerprint(Set.of("clip0", "clip1"), Progress.NONE);
          Files.delete(clips.resolve("clip0.wav"));
          assertThat(speech.fingerprint(Set.of("clip0", "clip1"), Progress.NONE))
              .isNotEqualTo(before);
          List<String> told = new ArrayList<>();
          speech.read(
              Set.of("clip0", "clip1"),
              new RecordedSpeech.Receiver() {
                @Override
                public void utterance(String id, Audio audio) {
                  told.add(id + " read");
                }

                @Override
                public void unreadable(String id, String reason) {
                  told.add(id + " " + reason);
                }
              });
          assertThat(told).hasSize(2).contains("clip1 read");
          assertThat(told.get(0)).startsWith("clip0 the file was there");
        });
  }
}
