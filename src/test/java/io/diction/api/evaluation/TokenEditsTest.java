package io.diction.api.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.evaluation.TokenEdits.Group;
import io.diction.speech.evaluate.WordErrorRate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenEditsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Take it, now. | Take it now. | PUNCTUATION | commaToNone",
        "Take it now | Take it now. | PUNCTUATION | noneToPeriod",
        "Is it? | Is it. | PUNCTUATION | questionMarkToPeriod",
        "Stop: now | Stop; now | PUNCTUATION | punctuationOthers",
        "Stop: now | Stop, now | PUNCTUATION | unknownToComma",
        "the gate | The gate | CAPITALIZATION | lowerCaseToUpperCase",
        "The gate | the gate | CAPITALIZATION | upperCaseToLowerCase",
        "eBay | EBay | CAPITALIZATION | capitalizationOthers",
        "twenty | 20 | INVERSE_TEXT_NORMALIZATION | numerical",
        "third | 3rd | INVERSE_TEXT_NORMALIZATION | ordinalNumbers",
        "3.5 | 35 | INVERSE_TEXT_NORMALIZATION | decimalNumbers",
        "five | $5 | INVERSE_TEXT_NORMALIZATION | currency",
        "5 | 5€ | INVERSE_TEXT_NORMALIZATION | currency",
        "€3.50 | €350 | INVERSE_TEXT_NORMALIZATION | currency",
        "US$ now | US$, now | PUNCTUATION | noneToComma",
        "am dritten und | am 3. und | INVERSE_TEXT_NORMALIZATION | ordinalNumbers",
        "das waren drei. | das waren 3. | INVERSE_TEXT_NORMALIZATION | numerical",
        "de tweede keer | de 2de keer | INVERSE_TEXT_NORMALIZATION | ordinalNumbers",
        "half | 50% | INVERSE_TEXT_NORMALIZATION | mathematical",
        "bee | B12 | INVERSE_TEXT_NORMALIZATION | alphaNumeric",
        "north | south | LEXICAL | ''",
        "20 | 30 | LEXICAL | ''",
        "gate now | gate | LEXICAL | ''"
      })
  void areToldApart(String reference, String written, Group group, String subgroup) {
    TokenEdits edits = new TokenEdits();
    edits.add(reference, written);

    assertThat(edits.details(group)).containsExactly(Map.entry(subgroup, 1));
    assertThat(edits.errors().errors()).isEqualTo(1);
  }

  @Test
  void areCountedAndPublishedInPercentOfAllEdits() {
    TokenEdits edits = new TokenEdits();
    edits.add("Open the north gate, please.", "open the South gate please.");
    edits.add("Close it.", "Close it.");

    assertThat(edits.errors()).isEqualTo(new WordErrorRate(2, 1, 0, 10));
    Map<String, Object> properties = new LinkedHashMap<>();
    SideFigures.put(
        properties,
        new SideFigures(
            0.5, 2, new WordErrorRate(1, 0, 0, 7), edits.errors(), SideFigures.edits(edits)),
        2);

    assertThat(properties)
        .containsEntry("wordErrorRate2", 1 / 7.0)
        .containsEntry("sentenceCount2", 2)
        .containsEntry("correctWordCount2", 6)
        .containsEntry("tokenCount2", 10)
        .containsEntry("correctTokenCount2", 7)
        .containsEntry("tokenDeletionCount2", 1);
    assertThat(properties.get("tokenErrors2").toString())
        .contains("punctuation={numberOfEdits=1, percentageOfAllEdits=33.33")
        .contains("commaToNone")
        .contains("lexical={numberOfEdits=1")
        .contains("others={numberOfEdits=0, percentageOfAllEdits=0.0}");
  }

  @Test
  void areMinusOneBeforeThereAreAny() {
    Map<String, Object> properties = new LinkedHashMap<>();
    SideFigures.put(properties, null, 1);

    assertThat(properties).hasSize(14).doesNotContainKey("tokenErrors1");
    assertThat(properties.values()).allMatch(value -> ((Number) value).intValue() == -1);
  }
}
