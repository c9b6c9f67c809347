package io.diction.customspeech;

import io.diction.project.MemberKind;
import io.diction.project.Project;
import java.util.Map;
import java.util.Objects;

/**
 * A line of the list of projects.
 *
 * @param language its name as shown
 * @param counts of its members; a kind that it has none of is left out
 */
record ProjectRow(Project project, String language, Map<MemberKind, Integer> counts) {
  ProjectRow {
    counts = Map.copyOf(counts);
  }

  public int count(SpeechTab tab) {
    return Objects.requireNonNull(counts.getOrDefault(tab.kind(), 0));
  }
}
