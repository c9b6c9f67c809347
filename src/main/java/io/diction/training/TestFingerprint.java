package io.diction.training;

import io.diction.dataset.TrainingData.Pair;
import io.diction.speech.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Tells whether two versions were measured with the same recordings and the same words, whatever
 * they were trained on.
 */
final class TestFingerprint {
  private TestFingerprint() {}

  /**
   * SHA-256 in hexadecimal, the same in any order; empty where there is nothing to measure with.
   */
  static String of(List<Pair> tests) {
    if (tests.isEmpty()) {
      return "";
    }
    Sha256 digest = new Sha256();
    tests.stream()
        .map(
            pair ->
                String.join(
                    "\0",
                    pair.sha256(),
                    Long.toString(pair.startMs()),
                    String.valueOf(pair.durationMs()),
                    pair.text(),
                    ""))
        .sorted()
        .map(line -> line.getBytes(StandardCharsets.UTF_8))
        .forEach(line -> digest.add(line, 0, line.length));
    return digest.hex();
  }
}
