package io.diction.speech.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.Progress;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.adapt.TrainingException;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.Lexicon;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {
  @TempDir private Path folder;

  private static Lexicon dictionary(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Dictionary.read(new ByteArrayInputStream(bytes), "test.dict");
  }

  /** Each sentence many times, so that its phones are common. */
  private static List<Utterance> said(int times, String... sentences) {
    List<Utterance> utterances = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (String sentence : sentences) {
        String id = "u%03d".formatted(utterances.size());
        utterances.add(new Utterance(id, true, sentence, Use.TRAIN));
      }
    }
    return utterances;
  }

  private void prepare(@Nullable Lexicon lexicon, List<Utterance> utterances, Text... texts)
      throws IOException {
    ScratchData data = new ScratchData("nl-NL", lexicon, utterances, List.of(texts), List.of());
    new Preparation(data, ScratchSettings.DEFAULT).write(folder, Progress.NONE);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  @Test
  void takesLettersForPhonesWithoutADictionary() throws IOException {
    prepare(null, said(20, "De foto's: caf\u00e9!"));
    assertThat(lines(Preparation.DICTIONARY))
        .containsExactly("caf\u00e9 c a f \u00e9", "de d e", "foto's f o t o s");
  }

  @Test
  void leavesOutWordsWithoutPronunciationAndSaysWhich() throws IOException {
    List<Utterance> utterances = said(12, "een twee");
    utterances.add(new Utterance("odd", true, "twee olifanten", Use.TRAIN));
    prepare(dictionary("Een e n\ntwee t w e\n"), utterances);
    assertThat(lines(Preparation.TRAIN)).isNotEmpty().noneMatch(line -> line.contains("olifant"));
    assertThat(lines(Preparation.LEFT_OUT))
        .containsExactly("odd\tno pronunciation of \"olifanten\"");
  }

  @Test
  void leavesOutPhonesThatAreTooRareWithTheirWords() throws IOException {
    List<Utterance> utterances = said(12, "een twee");
    utterances.add(new Utterance("jus", true, "een jus", Use.TRAIN));
    prepare(dictionary("een e n\ntwee t w e\njus Z y\njus(2) n e\nbeige b Z\n"), utterances);
    assertThat(lines(Preparation.DICTIONARY)).containsExactly("een e n", "jus n e", "twee t w e");
    assertThat(lines(Preparation.LEFT_OUT)).anyMatch(line -> line.startsWith("phone Z\tspoken 1"));
    assertThat(lines(Preparation.TRAIN)).anyMatch(line -> line.startsWith("jus\t"));
  }

  @Test
  void setsASmallPartAsideForMeasuringAndKeepsItOutOfTheText() throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String number = "een twee ".repeat(2 + i % 3) + (i % 2 == 0 ? "een" : "twee");
      utterances.add(new Utterance("u" + i, true, number, Use.TRAIN));
    }
    utterances.add(new Utterance("only", true, "een een een een een", Use.TRAIN));
    Text text = new Text("more", lines -> lines.accept("Twee twee. Een!"));
    prepare(dictionary("een e n\ntwee t w e\n"), utterances, text);
    int test = lines(Preparation.TEST).size();
    assertThat(test).isBetween(8, 35);
    assertThat(lines(Preparation.TRAIN)).hasSize(401 - test);
    assertThat(lines(Preparation.TEXT)).contains("twee twee", "een");
    List<String> tested = lines(Preparation.TEST).stream().map(l -> l.split("\t")[1]).toList();
    assertThat(lines(Preparation.TEXT)).doesNotContainAnyElementsOf(tested);
  }

  @Test
  void refusesDataThatNothingCanBeLearntFrom() throws IOException {
    Lexicon lexicon = dictionary("een e n\n");
    assertThatThrownBy(() -> prepare(lexicon, said(1, "drie")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no pronunciation of \"drie\"");
    assertThatThrownBy(() -> prepare(lexicon, said(3, "een")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("fewer than 5 times")
        .hasMessageContaining("at least 5 minutes");
    assertThatThrownBy(() -> prepare(dictionary("een SIL n\n"), said(3, "een")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("SIL");
    List<Utterance> twice = List.of(said(1, "een").get(0), said(1, "een").get(0));
    assertThatThrownBy(() -> prepare(lexicon, twice)).hasMessageContaining("\"u000\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb", "a\nb", "a\rb", "a\u2028b", "a\u0000b"})
  void leavesOutUtterancesOfWhichTheNameWouldBreakItsLine(String name) throws IOException {
    List<Utterance> utterances = said(20, "een twee");
    utterances.add(new Utterance(name, true, "twee een", Use.TRAIN));
    utterances.add(new Utterance("x".repeat(20_000), true, "twee een", Use.TEST));
    prepare(dictionary("een e n\ntwee t w e\n"), utterances);
    assertThat(lines(Preparation.LEFT_OUT))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("a?b\tits name"))
        .anyMatch(line -> line.startsWith("xxxx") && line.length() < 300);
    assertThat(Preparation.read(folder.resolve(Preparation.TRAIN)))
        .hasSize(20)
        .allMatch(spoken -> spoken.id().startsWith("u"));
    assertThat(lines(Preparation.TEST)).isEmpty();
  }
}
