package io.diction.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Of several texts with the name of one recording, the one whose words it has. */
final class TrainingText {
  /** A test takes the recording along; beyond that the bytes decide, not who came when. */
  private static final Comparator<Dataset> ORDER =
      Comparator.comparing((Dataset text) -> text.type() != DatasetType.TEST)
          .thenComparing(Dataset::sha256)
          .thenComparing(text -> text.id().value());

  private TrainingText() {}

  static Optional<Dataset> of(List<Dataset> group) {
    return group.stream()
        .filter(one -> one.type() == DatasetType.TRANSCRIPT || one.type() == DatasetType.TEST)
        .min(ORDER);
  }
}
