package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.OwnTerms.Layered;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.ModelEvaluation.Reference;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.testing.Corpus;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terms on top of a model that was trained, as customers of its owner put them there. */
class OwnTermsOnTrainedModelTest {
  private static final List<String> FIRST =
      List.of("Bran", "Zol", "Mer", "Tal", "Kev", "Dor", "Vis", "Pel");
  private static final List<String> SECOND = List.of("dako", "vantix", "lomar", "fenick", "rumo");
  private static final List<String> AROUND =
      List.of(
          "please call doctor %s before the end of the day",
          "we spoke with %s about the new house",
          "%s was closed for the whole week",
          "give her the letter from %s in the morning");

  @TempDir private Path folder;

  @Test
  void areHeardAndNothingElseChanges() throws IOException {
    SpeechModel trained =
        AdaptFixtures.trained(folder, AdaptFixtures.texts(AdaptFixtures.prescriptions()));
    List<Term> terms =
        List.of(
            new Term("Oyelaran", "oh yeah la ran", 1, List.of()),
            new Term("Brindamoor", "B R IH N D AH M UH R", 1, List.of()));
    Layered layered =
        OwnTerms.over(
            trained,
            terms,
            () -> {
              throw new AssertionError("every pronunciation was given");
            });

    assertThat(heard(trained, "please call doctor oh yeah la ran before the end of the day"))
        .doesNotContain("oyelaran");
    assertThat(
            heard(layered.model(), "please call doctor oh yeah la ran before the end of the day"))
        .contains("oyelaran");
    assertThat(heard(layered.model(), "we drove to brin da moor in the morning"))
        .contains("brindamoor");
    // What the training taught stays.
    String learnt = "the patient takes zole van ticks every morning";
    assertThat(heard(layered.model(), learnt)).isEqualTo(heard(trained, learnt));
    assertThat(layered.model().lexicon().pronunciations("zolvantix")).isNotEmpty();
  }

  private static String heard(SpeechModel model, String said) {
    return new Recognizer(model)
        .recognize(SpeechFixtures.say(said))
        .text()
        .toLowerCase(Locale.ROOT);
  }

  @Test
  @Tag("soak")
  void bringFortyInventedNamesAndCostLittleOnOrdinarySpeech() throws IOException {
    try (TrainingCorpus train =
            TrainingCorpus.open(Corpus.require("lj", "train"), CorpusLimits.DEFAULT);
        TrainingCorpus dev =
            TrainingCorpus.open(Corpus.require("lj", "dev"), CorpusLimits.DEFAULT);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      CorpusSpeech speech =
          new CorpusSpeech(
              List.of(
                  new CorpusSpeech.Part("train", train, Use.TRAIN),
                  new CorpusSpeech.Part("dev", dev, Use.TEST)),
              decoder);
      SpeechModel trained = train(speech);
      List<Term> terms = new ArrayList<>();
      for (String first : FIRST) {
        for (String second : SECOND) {
          terms.add(new Term(first + second, "", 1, List.of()));
        }
      }
      int without = recall(trained, terms);
      long before = heldBytes();
      long start = System.nanoTime();
      Layered layered = OwnTerms.over(trained, terms, OwnTermsOnTrainedModelTest::guesses);
      double seconds = (System.nanoTime() - start) / 1e9;
      int with = recall(layered.model(), terms);
      long layer = heldBytes() - before;
      List<Evaluation> ordinary =
          new ModelEvaluation(speech, SpeechModel.english(), 2)
              .run(List.of(trained, layered.model()), references(speech), Progress.NONE)
              .evaluations();
      System.out.printf(
          Locale.ROOT,
          "%d terms, layered in %.1f s, %d MB held; heard %d before, %d after; ordinary words wrong"
              + " %.2f %% before, %.2f %% after, of %d%n",
          layered.terms(),
          seconds,
          layer >> 20,
          without,
          with,
          100 * ordinary.get(0).total().rate(),
          100 * ordinary.get(1).total().rate(),
          ordinary.get(0).total().words());

      assertThat(layered.terms()).isEqualTo(terms.size());
      assertThat(without).isZero();
      assertThat(with).isGreaterThanOrEqualTo(terms.size() / 2);
      assertThat(ordinary.get(1).total().rate()).isLessThan(ordinary.get(0).total().rate() + 0.005);
      assertThat(layer).isLessThan(200L << 20);
    }
  }

  private SpeechModel train(CorpusSpeech speech) throws IOException {
    List<TrainingData.Text> texts = new ArrayList<>(speech.texts().sentences());
    texts.add(TermLists.text(Corpus.require("lj", "related-text.txt"), "related-text.txt"));
    TrainingRun run =
        new TrainingRun(
            folder.resolve("work"),
            SpeechModel.english(),
            new TrainingData(speech.utterances(), texts, List.of(), List.of()),
            new TrainingSettings("lj", 1, 2, AdaptFixtures.CACHE),
            speech);
    run.run(Progress.NONE);
    run.export(folder.resolve("model"));
    return ModelFolder.read(folder.resolve("model")).open(SpeechModel.english());
  }

  private static GraphemeToPhoneme guesses() {
    try {
      SpeechModel base = SpeechModel.english();
      return GraphemeToPhoneme.cached(
          AdaptFixtures.CACHE, base.sha256(), base.lexicon(), Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each name once, in a sentence and a voice of its own. */
  private static int recall(SpeechModel model, List<Term> terms) {
    Recognizer recognizer = new Recognizer(model);
    int found = 0;
    for (int i = 0; i < terms.size(); i++) {
      String name = terms.get(i).term();
      Audio sound = SpeechFixtures.say(AROUND.get(i % AROUND.size()).formatted(name), i);
      String text = recognizer.recognize(sound).text().toLowerCase(Locale.ROOT);
      found += text.contains(name.toLowerCase(Locale.ROOT)) ? 1 : 0;
    }
    return found;
  }

  private static List<Reference> references(CorpusSpeech speech) {
    return speech.utterances().stream()
        .filter(one -> one.use() == Use.TEST && one.recorded())
        .map(one -> new Reference(one.id(), one.text()))
        .toList();
  }

  private static long heldBytes() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
