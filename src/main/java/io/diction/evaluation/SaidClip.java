package io.diction.evaluation;

import io.diction.dataset.TestData.TestClip;
import io.diction.dataset.TrainingData.Pair;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to be recognised in a test.
 *
 * @param dataset null for what was uploaded with the test
 * @param sampleRateHz of its recording; null when not known
 */
record SaidClip(@Nullable UUID dataset, Pair pair, @Nullable Integer sampleRateHz) {
  static SaidClip of(TestClip clip) {
    return new SaidClip(clip.dataset().value(), clip.pair(), clip.sampleRateHz());
  }

  boolean hasReference() {
    return pair.text().codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
