package io.diction.evaluation.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.evaluation.EvaluationFixtures;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordAlignment;
import io.diction.speech.evaluate.WordAlignment.Kind;
import io.diction.speech.evaluate.WordAlignment.Pair;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CsvExportTest {
  @Test
  void writesEachPlaceOfAnAlignmentSoThatItCanBeReadBack() {
    String said = "The stent, today: don't l'été";
    String heard = "a the spent don't l'été";

    String cell = CsvExport.alignment(EvaluationFixtures.hypothesis(1, 0, said, heard).words());

    assertThat(cell).isEqualTo("I::a H:the:the D:stent: S:today:spent H:don't:don't H:l'été:l'été");
    assertThat(CsvExport.cell(cell)).as("no formula, nothing to quote").isEqualTo(cell);
    List<Pair> read =
        Stream.of(cell.split(" "))
            .map(entry -> entry.split(":", -1))
            .map(parts -> new Pair(kind(parts[0]), word(parts[1]), word(parts[2])))
            .toList();
    assertThat(read)
        .isEqualTo(WordAlignment.align(ScoringText.words(said), ScoringText.words(heard)).pairs());
  }

  private static Kind kind(String mark) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.name().startsWith(mark))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable String word(String text) {
    return text.isEmpty() ? null : text;
  }

  @Test
  void marksFormulasButLeavesNumbersAlone() {
    assertThat(CsvExport.cell("-3.200")).isEqualTo("-3.200");
    assertThat(CsvExport.cell("-3+cmd()")).isEqualTo("'-3+cmd()");
    assertThat(CsvExport.cell("=1,2")).isEqualTo("\"'=1,2\"");
    assertThat(CsvExport.cell("she said \"no\"")).isEqualTo("\"she said \"\"no\"\"\"");
  }
}
