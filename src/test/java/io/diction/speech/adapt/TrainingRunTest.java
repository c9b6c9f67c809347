package io.diction.speech.adapt;

import static io.diction.speech.adapt.AdaptFixtures.content;
import static io.diction.speech.adapt.AdaptFixtures.lists;
import static io.diction.speech.adapt.AdaptFixtures.prescriptions;
import static io.diction.speech.adapt.AdaptFixtures.run;
import static io.diction.speech.adapt.AdaptFixtures.texts;
import static io.diction.speech.adapt.AdaptFixtures.trained;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.CancelledException;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.AdaptFixtures.StopsAfter;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.Perplexity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  @TempDir private Path folder;

  @Test
  void textAloneTeachesItsWordsAndItsSentences() throws IOException {
    SpeechModel base = SpeechModel.english();
    SpeechModel custom = trained(folder, texts(prescriptions()));
    assertThat(custom.lexicon().pronunciations("zolvantix").get(0).toString())
        .startsWith("Z")
        .endsWith("S");
    assertThat(custom.languageModel().vocabulary().id("meproxil")).isNotNegative();
    List<List<String>> heard = List.of(List.of("we", "stopped", "the", "patient", "each", "week"));
    assertThat(Perplexity.of(custom.languageModel(), heard).value())
        .isLessThan(Perplexity.of(base.languageModel(), heard).value());
    assertThat(custom.sha256()).isNotEqualTo(base.sha256());
    assertThat(custom.name()).isEqualTo("test");
  }

  @Test
  void sameDataGivesTheSameBytes() throws IOException {
    trained(folder.resolve("one"), texts(prescriptions()));
    trained(folder.resolve("two"), texts(prescriptions()));
    assertThat(content(folder.resolve("one/model")))
        .isEqualTo(content(folder.resolve("two/model")))
        .containsKeys("manifest.json", "domain.lm", "pronunciations.dict", "terms.tsv");
  }

  @Test
  void trainingStoppedAnywhereContinuesToTheSameModel() throws IOException {
    trained(folder.resolve("whole"), texts(prescriptions()));
    Path work = folder.resolve("work");
    int stops = 0;
    for (int reports = 1; ; reports++) {
      try {
        run(work, texts(prescriptions())).run(new StopsAfter(reports));
        break;
      } catch (CancelledException e) {
        stops++;
      }
    }
    assertThat(stops).isGreaterThan(3);
    run(work, texts(prescriptions())).export(folder.resolve("model"));
    assertThat(content(folder.resolve("model"))).isEqualTo(content(folder.resolve("whole/model")));
  }

  @Test
  void finishedStagesAreNotRunAgainButDamagedOnesAre() throws IOException {
    Path work = folder.resolve("work");
    run(work, texts(prescriptions())).run(Progress.NONE);
    assertThat(rerun(work)).hasSize(9).allMatch(m -> m.endsWith("finished before"));
    Files.writeString(work.resolve("language-model/domain.lm"), "damaged");
    List<String> told = rerun(work);
    assertThat(told).contains("pronunciations: finished before", "language model: finished");
    assertThat(rerun(work)).hasSize(9);
    Files.delete(work.resolve("validate/stage.json"));
    assertThat(rerun(work)).contains("validate: finished", "evaluate: finished before");
  }

  private static List<String> rerun(Path work) throws IOException {
    StopsAfter progress = new StopsAfter(Integer.MAX_VALUE);
    run(work, texts(prescriptions())).run(progress);
    return progress.told();
  }

  @Test
  void halfWrittenStagesAreThrownAway() throws IOException {
    Path work = folder.resolve("work");
    Path part = Files.createDirectories(work.resolve("normalise-text.part"));
    Files.writeString(part.resolve("train.txt"), "half a sen");
    Files.writeString(part.resolve("rest-of-an-older-version.txt"), "x");
    run(work, texts(prescriptions())).run(Progress.NONE);
    assertThat(part).doesNotExist();
    assertThat(work.resolve("normalise-text/rest-of-an-older-version.txt")).doesNotExist();
    TrainingRun.discard(work);
    assertThat(work).doesNotExist();
  }

  @Test
  void otherDataRunsEveryStageAgain() throws IOException {
    Path work = folder.resolve("work");
    run(work, texts(prescriptions())).run(Progress.NONE);
    TrainingData more =
        texts(prescriptions(), AdaptFixtures.text("more.txt", List.of("Take meproxil daily.")));
    assertThat(run(work, more).isFinished(TrainingStage.VALIDATE, Progress.NONE)).isFalse();
    StopsAfter progress = new StopsAfter(Integer.MAX_VALUE);
    run(work, more).run(progress);
    assertThat(progress.told()).noneMatch(m -> m.endsWith("finished before"));
    assertThat(run(work, more).isFinished(TrainingStage.EVALUATE, Progress.NONE)).isTrue();
  }

  @Test
  void termsWithoutASentenceCanBeRecognised() throws IOException {
    SpeechModel custom =
        trained(
            folder,
            lists(
                List.of(
                    Term.of("zolvantix"), new Term("Quixelle", "K W IH K S EH L", 2, List.of())),
                List.of(new SpokenForm("3CPO", "three c p o"))));
    LanguageModel language = custom.languageModel();
    int term = language.vocabulary().id("zolvantix");
    assertThat(Math.exp(language.logProb(language.startState(), term))).isGreaterThan(1e-4);
    assertThat(custom.lexicon().pronunciations("quixelle").get(0)).hasToString("K W IH K S EH L");
    assertThat(custom.lexicon().pronunciations("3cpo").get(0)).hasToString("TH R IY S IY P IY OW");
    int ordinary = language.vocabulary().id("the");
    LanguageModel base = SpeechModel.english().languageModel();
    assertThat(language.logProb(language.startState(), ordinary))
        .isGreaterThan(base.logProb(base.startState(), base.vocabulary().id("the")) - 0.2f);
  }

  @Test
  void phrasesOfKnownWordsBecomeMoreProbable() throws IOException {
    SpeechModel custom = trained(folder, lists(List.of(Term.of("violet armadillo")), List.of()));
    LanguageModel language = custom.languageModel();
    LanguageModel base = SpeechModel.english().languageModel();
    assertThat(after(language, "violet", "armadillo"))
        .isGreaterThan(after(base, "violet", "armadillo") + 2);
  }

  private static double after(LanguageModel model, String history, String word) {
    long state = model.nextState(model.emptyState(), model.vocabulary().id(history));
    return model.logProb(state, model.vocabulary().id(word));
  }

  @Test
  void testDataNeverTrains() throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    utterances.add(new Utterance("t1", true, "the secret word is kravonuli today", Use.TEST));
    utterances.add(new Utterance("a1", true, "an ordinary sentence", Use.TRAIN));
    TrainingData data =
        new TrainingData(
            utterances,
            List.of(
                AdaptFixtures.text(
                    "leak.txt",
                    List.of("The secret word is kravonuli today!", "Something else entirely."))),
            List.of(),
            List.of());
    TrainingRun run = run(folder.resolve("work"), data);
    run.run(TrainingStage.VALIDATE, Progress.NONE);
    run.run(TrainingStage.NORMALISE_TEXT, Progress.NONE);
    Path texts = folder.resolve("work/normalise-text");
    String trained =
        Files.readString(texts.resolve("train.txt")) + Files.readString(texts.resolve("tune.txt"));
    assertThat(trained).contains("ordinary").contains("something").doesNotContain("kravonuli");
    assertThat(folder.resolve("work/normalise-text/measure.txt")).content().contains("kravonuli");
  }

  @Test
  void withoutTestDataATenthTunesAndAnotherTenthMeasures() throws IOException {
    List<String> said = List.of("zero", "one", "two", "three", "four", "five", "six", "seven");
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      sentences.add(
          String.join(" ", "call", said.get(i / 64), said.get(i / 8 % 8), said.get(i % 8)) + ".");
    }
    TrainingData data =
        new TrainingData(
            List.of(), List.of(AdaptFixtures.text("calls.txt", sentences)), List.of(), List.of());
    Set<String> measured = part(data, "one", "measure.txt");

    assertThat(measured).hasSizeBetween(30, 75);
    assertThat(part(data, "one", "tune.txt"))
        .hasSizeBetween(30, 75)
        .doesNotContainAnyElementsOf(measured);
    assertThat(part(data, "one", "train.txt"))
        .hasSizeGreaterThan(360)
        .doesNotContainAnyElementsOf(measured);
    Collections.reverse(sentences);
    TrainingData turned =
        new TrainingData(
            List.of(), List.of(AdaptFixtures.text("calls.txt", sentences)), List.of(), List.of());
    assertThat(part(turned, "other", "measure.txt")).as("in any order").isEqualTo(measured);
  }

  private Set<String> part(TrainingData data, String name, String file) throws IOException {
    TrainingRun run = run(folder.resolve(name), data);
    run.run(TrainingStage.VALIDATE, Progress.NONE);
    run.run(TrainingStage.NORMALISE_TEXT, Progress.NONE);
    return new HashSet<>(
        Files.readAllLines(folder.resolve(name).resolve("normalise-text").resolve(file)));
  }

  @Test
  void nothingToLearnFromIsSaid() {
    assertThatThrownBy(() -> run(folder.resolve("work"), texts()).run(Progress.NONE))
        .isInstanceOfSatisfying(
            TrainingException.class,
            e -> assertThat(e.reason()).isEqualTo(TrainingException.Reason.NOT_ENOUGH_DATA));
    TrainingData blank = texts(AdaptFixtures.text("blank.txt", List.of("", "…", "!!!")));
    assertThatThrownBy(() -> run(folder.resolve("work"), blank).run(Progress.NONE))
        .isInstanceOf(TrainingException.class);
    TrainingData unspeakable = lists(List.of(new Term("x1", "??? …", 1, List.of())), List.of());
    assertThatThrownBy(() -> run(folder.resolve("work"), unspeakable).run(Progress.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("??? …");
  }

  @Test
  void modelFolderTellsWhatIsWrongWithIt() throws IOException {
    trained(folder, texts(prescriptions()));
    Path model = folder.resolve("model");
    SpeechModel base = SpeechModel.english();
    String manifest = Files.readString(model.resolve("manifest.json"));

    Files.writeString(
        model.resolve("manifest.json"),
        manifest.replace("\"formatVersion\" : 2", "\"formatVersion\" : 9"));
    assertThatThrownBy(() -> ModelFolder.read(model)).hasMessageContaining("newer version");

    Files.writeString(
        model.resolve("manifest.json"), manifest.replace(base.sha256(), "0".repeat(64)));
    assertThatThrownBy(() -> ModelFolder.read(model).open(base))
        .hasMessageContaining("another base model");

    Files.writeString(
        model.resolve("manifest.json"), manifest.replace("terms.tsv", "../terms.tsv"));
    assertThatThrownBy(() -> ModelFolder.read(model)).isInstanceOf(FormatException.class);

    Files.writeString(model.resolve("manifest.json"), "{ not json");
    assertThatThrownBy(() -> ModelFolder.read(model)).isInstanceOf(FormatException.class);

    Files.writeString(model.resolve("manifest.json"), manifest);
    Files.writeString(model.resolve("pronunciations.dict"), "zolvantix B AH\n");
    assertThatThrownBy(() -> ModelFolder.read(model))
        .hasMessageContaining("pronunciations.dict")
        .hasMessageContaining("checksum");
    Files.delete(model.resolve("pronunciations.dict"));
    assertThatThrownBy(() -> ModelFolder.read(model)).hasMessageContaining("missing");
    assertThatThrownBy(() -> ModelFolder.read(folder)).hasMessageContaining("not a model");
  }
}
