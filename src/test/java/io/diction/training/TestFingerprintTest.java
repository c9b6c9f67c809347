package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.TrainingData.Pair;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestFingerprintTest {
  private static final Pair FIRST = pair("aa", 0, "good morning");
  private static final Pair SECOND = pair("bb", 0, "good night");

  @Test
  void isThatOfTheRecordingsAndWordsInAnyOrder() {
    String both = TestFingerprint.of(List.of(FIRST, SECOND));

    assertThat(both).hasSize(64).isEqualTo(TestFingerprint.of(List.of(SECOND, FIRST)));
    assertThat(
            List.of(
                TestFingerprint.of(List.of(FIRST)),
                TestFingerprint.of(List.of(FIRST, pair("bb", 0, "good light"))),
                TestFingerprint.of(List.of(FIRST, pair("bc", 0, "good night"))),
                TestFingerprint.of(List.of(FIRST, pair("bb", 500, "good night")))))
        .doesNotContain(both)
        .doesNotHaveDuplicates();
    assertThat(TestFingerprint.of(List.of())).isEmpty();
  }

  private static Pair pair(String sha256, long startMs, String text) {
    return new Pair(sha256 + ".wav", Path.of(sha256), sha256, startMs, 1_000L, text, "");
  }
}
