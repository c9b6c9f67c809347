package io.diction.dataset.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.statistics.Statistics.Bar;
import io.diction.dataset.statistics.Statistics.Growth;
import io.diction.dataset.statistics.Statistics.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyGrowthTest {
  @Test
  void countsWordsWhateverTheirCase() {
    VocabularyGrowth words = new VocabularyGrowth();
    words.add("The house, the HILL.");

    assertThat(words.growth().points()).containsExactly(new Point(4, 3));
  }

  @Test
  void keepsFewPointsAtEvenDistances() {
    VocabularyGrowth words = new VocabularyGrowth();
    for (int i = 0; i < 100_000; i++) {
      words.add("word" + i % 3_000);
    }

    Growth growth = words.growth();

    assertThat(growth.points()).hasSizeBetween(20, 41);
    assertThat(growth.words()).isEqualTo(100_000);
    assertThat(growth.different()).isEqualTo(3_000);
    assertThat(growth.line()).startsWith("0,100 ").endsWith("100,0");
  }

  @Test
  void drawsNothingOfNothing() {
    assertThat(new VocabularyGrowth().growth().points()).isEmpty();
    assertThat(Bar.of(List.of("a", "b"), List.of(0.0, 0.0)))
        .extracting(Bar::percent)
        .containsExactly(0, 0);
    assertThat(Bar.of(List.of("a", "b"), List.of(4.0, 1.0)))
        .extracting(Bar::percent)
        .containsExactly(100, 25);
  }
}
