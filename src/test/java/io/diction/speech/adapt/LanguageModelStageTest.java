package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.adapt.ModelMetrics.TextFigures;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageModelStageTest {
  private static final List<String> UNLIKE =
      List.of(
          "she opened the window because the room was too warm",
          "nobody knew where my brother had put his keys",
          "prices for houses near our city rose again last month",
          "after dinner they walked along a river and talked");

  private static final List<String> ALIKE =
      Stream.of("violet", "purple", "yellow", "orange", "golden", "silver", "scarlet", "crimson")
          .map(colour -> "the " + colour + " armadillo sleeps beneath the granite boulder")
          .toList();

  @TempDir private Path folder;

  private static TrainingData transcripts(List<String> sentences, List<Term> terms) {
    List<Utterance> utterances =
        IntStream.range(0, sentences.size())
            .mapToObj(i -> new Utterance("clip" + i, false, sentences.get(i), Use.TRAIN))
            .toList();
    return new TrainingData(utterances, List.of(), terms, List.of());
  }

  private TextFigures figures(TrainingData data) throws IOException {
    TrainingRun run = AdaptFixtures.run(folder, data);
    for (TrainingStage stage : TrainingStage.values()) {
      if (stage.ordinal() <= TrainingStage.LANGUAGE_MODEL.ordinal()) {
        run.run(stage, Progress.NONE);
      }
    }
    return Json.read(
        folder.resolve("language-model").resolve(LanguageModelStage.FIGURES), TextFigures.class);
  }

  @Test
  void aFewSentencesThatDoNotHelpEachOtherGetNoShare() throws IOException {
    TextFigures figures = figures(transcripts(UNLIKE, List.of()));
    assertThat(figures.words()).isGreaterThan(30);
    assertThat(figures.domainWeight()).isZero();
    assertThat(figures.leftOut()).contains("did not help");
    assertThat(figures.weightCurve()).isNotEmpty();
    assertThat(new ModelMetrics(null, figures, null, 100, 0).describe())
        .contains("text: left out, " + figures.leftOut());
  }

  @Test
  void sentencesThatHelpEachOtherKeepTheirShare() throws IOException {
    TextFigures figures =
        figures(
            new TrainingData(
                List.of(),
                List.of(AdaptFixtures.text("animals.txt", ALIKE)),
                List.of(),
                List.of()));
    assertThat(figures.domainWeight()).isGreaterThan(0.3);
    assertThat(figures.leftOut()).isEmpty();
  }

  @Test
  void newWordsAndPhrasesKeepTheirShare() throws IOException {
    List<String> withTerm = Stream.concat(UNLIKE.stream(), Stream.of("take zolvantix")).toList();
    assertThat(figures(transcripts(withTerm, List.of())).domainWeight()).isPositive();
    TrainingData phrases = transcripts(UNLIKE, List.of(Term.of("violet armadillo")));
    assertThat(figures(phrases).domainWeight()).isPositive();
  }

  @Test
  void tooFewWordsSaidGetNoShareButWordsGivenAsTextDo() throws IOException {
    List<String> one = UNLIKE.subList(0, 1);
    TextFigures said = figures(transcripts(one, List.of()));
    assertThat(said.domainWeight()).isZero();
    assertThat(said.leftOut()).contains("so few words");
    TextFigures given = figures(AdaptFixtures.texts(AdaptFixtures.text("one.txt", one)));
    assertThat(given.domainWeight()).isPositive();
  }
}
