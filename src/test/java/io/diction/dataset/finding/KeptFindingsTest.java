package io.diction.dataset.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptFindingsTest {
  @Test
  void keepsTheFirstOfAKindAndCountsTheOthers() {
    List<Finding> kept = KeptFindings.of(findings(), 1_000, 3);

    assertThat(kept).filteredOn(f -> f.file().equals("a.vtt")).hasSize(3);
    assertThat(times(kept, "a.vtt")).isEqualTo(50);
    assertThat(times(kept, "b.vtt")).isEqualTo(2);
  }

  @Test
  void losesNoKindAndNoNumberWhereThereAreTooManyOfAll() {
    List<Finding> kept = KeptFindings.of(findings(), 1, 3);

    assertThat(kept).extracting(Finding::file).containsExactly("a.vtt", "b.vtt");
    assertThat(times(kept, "a.vtt")).isEqualTo(50);
    assertThat(times(kept, "b.vtt")).isEqualTo(2);
  }

  private static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      findings.add(Finding.error(ErrorCode.VALIDATION_FAILED, "empty_cue", "a.vtt"));
    }
    for (int i = 0; i < 2; i++) {
      findings.add(Finding.error(ErrorCode.VALIDATION_FAILED, "empty_cue", "b.vtt"));
    }
    return findings;
  }

  private static int times(List<Finding> kept, String file) {
    return kept.stream().filter(f -> f.file().equals(file)).mapToInt(Finding::times).sum();
  }
}
