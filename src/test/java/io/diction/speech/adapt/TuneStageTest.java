package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ClipList.Entry;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ModelMetrics.Tuning;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.audio.Audio;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.InterpolatedLanguageModel;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.NGramCounts;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneStageTest {
  private static final List<String> SENTENCES =
      List.of(
          "the doctor saw the patient in the morning and again in the evening",
          "there was no change in the condition of the patient after the operation",
          "the children went to school with their mother on the first day of the week",
          "he said that the government would not change the law before the election");

  @TempDir private Path folder;

  private final Map<String, Audio> spoken = new TreeMap<>();
  private final List<Utterance> utterances = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  @Test
  void textThatOnlyMakesErrorsIsWeightedDown() throws IOException {
    NGramCounts counts = new NGramCounts(3);
    for (int i = 0; i < 50; i++) {
      counts.addSentence(List.of("lunar", "modules", "orbit", "lunar", "craters"));
    }
    BackoffLanguageModel nonsense = KneserNey.estimate(counts, Progress.NONE);
    Tuning tuning =
        tune(
            0.9999,
            weight ->
                SpeechModel.english()
                    .withLanguageModel(
                        new InterpolatedLanguageModel(
                            SpeechModel.english().languageModel(), nonsense, weight)));
    assertThat(tuning.base()).isNotNull();
    assertThat(tuning.plain()).isNotNull();
    assertThat(tuning.plain().errors()).isGreaterThan(tuning.base().errors());
    assertThat(tuning.domainWeight()).isNotNull().isLessThan(0.3);
    assertThat(tuning.weights().get(0).errors().errors()).isLessThan(tuning.plain().errors());
  }

  @Test
  void textThatDoesNoHarmKeepsItsShare() throws IOException {
    Tuning tuning = tune(0.5, weight -> SpeechModel.english());
    assertThat(tuning.plain()).isEqualTo(tuning.base());
    assertThat(tuning.domainWeight()).isNull();
    assertThat(tuning.usesAdapted()).isFalse();
  }

  private Tuning tune(double weight, TuneStage.Texts plain) throws IOException {
    for (int i = 0; i < SENTENCES.size(); i++) {
      Audio audio = SpeechFixtures.say(SENTENCES.get(i));
      spoken.put("clip" + i, audio);
      utterances.add(new Utterance("clip" + i, true, SENTENCES.get(i), Use.TRAIN));
      entries.add(new Entry(i, Part.TUNE, "", audio.durationSeconds(), true));
    }
    RecordedSpeech speech =
        (ids, receiver) ->
            spoken.forEach(
                (id, audio) -> {
                  if (ids.contains(id)) {
                    receiver.utterance(id, audio);
                  }
                });
    TrainingData data = new TrainingData(utterances, List.of(), List.of(), List.of());
    new TuneStage(data, speech, SpeechModel.english(), 2, 1)
        .write(
            new ClipList(entries),
            new TuneStage.Candidates(plain, null, false, weight, true),
            folder,
            Progress.NONE);
    return Json.read(folder.resolve(TuneStage.FIGURES), Tuning.class);
  }
}
