package io.diction.speech.acoustic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandTablesTest {
  private final AcousticModel model =
      AcousticFixtures.random(AcousticModel.Kind.PHONETICALLY_TIED, 1);
  private final List<AcousticModel> laidOut = new ArrayList<>();

  private BandTables<AcousticModel> tables(long narrowBytes) {
    return new BandTables<>(
        model,
        narrowed -> {
          laidOut.add(narrowed);
          return narrowed;
        },
        narrowBytes);
  }

  @Test
  void laysOutEachBandWhenItIsFirstNeeded() {
    BandTables<AcousticModel> tables = tables(Long.MAX_VALUE);
    assertThat(laidOut).isEmpty();
    AcousticModel narrow = tables.of(18);
    assertThat(laidOut).containsExactly(narrow);
    assertThat(tables.of(model.features().filters())).isSameAs(model).isSameAs(tables.whole());
    assertThat(tables.of(18)).isSameAs(narrow);
    assertThat(laidOut).hasSize(2);
  }

  @Test
  void keepsTheFourBandsMetLast() {
    BandTables<AcousticModel> tables = tables(Long.MAX_VALUE);
    for (int filters : new int[] {14, 15, 16, 17, 14, 18, 14, 16}) {
      var unused = tables.of(filters);
    }
    assertThat(laidOut).hasSize(5);
    var unused = tables.of(15);
    assertThat(laidOut).hasSize(6);
  }

  @Test
  void keepsOneBandOfALargeModel() {
    BandTables<AcousticModel> tables = tables(1);
    for (int filters : new int[] {14, 14, 15, 15, 14}) {
      var unused = tables.of(filters);
    }
    assertThat(laidOut).hasSize(3);
  }
}
