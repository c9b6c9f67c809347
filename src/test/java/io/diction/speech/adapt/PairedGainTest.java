package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedGainTest {
  /** From printed tables of Student's t. */
  @ParameterizedTest
  @CsvSource({
    "6.314, 1, 0.05",
    "2.920, 2, 0.05",
    "5.841, 3, 0.005",
    "2.132, 4, 0.05",
    "4.604, 4, 0.005",
    "2.015, 5, 0.05",
    "1.812, 10, 0.05",
    "2.787, 25, 0.005",
    "1.660, 100, 0.05",
    "0, 7, 0.5",
    "-2.132, 4, 0.95"
  })
  void chanceIsThatOfTheTables(double t, int freedom, double expected) {
    assertThat(PairedGain.chance(t, freedom)).isCloseTo(expected, within(0.02 * expected));
  }

  @Test
  void equalGainsAreCertain() {
    assertThat(PairedGain.chance(Double.POSITIVE_INFINITY, 3)).isCloseTo(0, within(1e-12));
    assertThat(PairedGain.isReal(new double[] {1, 1, 1}, new double[] {1, 1, 1}, 10)).isTrue();
  }

  @Test
  void moreCandidatesNeedMoreThanOne() {
    double[] gains = {1, 2, 4, 1, 3};
    double[] sizes = {1, 1, 1, 1, 1};
    assertThat(PairedGain.isReal(gains, sizes, 1)).isTrue();
    assertThat(PairedGain.isReal(gains, sizes, 10)).isFalse();
  }

  @Test
  void oneLuckyClipOfSeveralIsChance() {
    double[] sizes = {1, 1, 1, 1};
    assertThat(PairedGain.isReal(new double[] {9, -0.1, -0.1, -0.1}, sizes, 1)).isFalse();
    assertThat(PairedGain.isReal(new double[] {9}, new double[] {1}, 1)).isFalse();
    assertThat(PairedGain.isReal(new double[] {}, new double[] {}, 1)).isFalse();
  }
}
