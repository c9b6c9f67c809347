package io.diction.evaluation;

import io.diction.dataset.DatasetId;
import io.diction.dataset.TestData.TestSet;
import io.diction.web.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody fills in for a new test, shown again where it is refused. */
final class TestForm {
  private final List<String> subjects = new ArrayList<>();
  private final List<DatasetId> datasets = new ArrayList<>();
  private String name = "";
  private @Nullable Refusal refused;

  void name(String typed) {
    name = typed;
  }

  void addSubject(String subject) {
    subjects.add(subject);
  }

  void addDataset(DatasetId dataset) {
    datasets.add(dataset);
  }

  void refuse(Refusal why) {
    refused = why;
  }

  public String name() {
    return name;
  }

  List<String> subjects() {
    return subjects;
  }

  List<DatasetId> datasets() {
    return datasets;
  }

  /** How many were chosen. */
  int size() {
    return subjects.size() + datasets.size();
  }

  public @Nullable Refusal refused() {
    return refused;
  }

  /** What is offered ticked holds until somebody has chosen. */
  public boolean has(TestChoices.Option option) {
    return refused == null ? option.isChosen() : subjects.contains(option.value());
  }

  public boolean has(TestSet set) {
    return refused == null || datasets.contains(set.id());
  }

  /** Where the mistake is: {@code subjects}, {@code datasets} or {@code files}; empty if none. */
  public String wrong() {
    if (refused == null) {
      return "";
    }
    return switch (refused.messageKey()) {
      case "evaluation.refused.no-subject",
          "evaluation.refused.too-many-subjects",
          "evaluation.refused.unknown-subject" ->
          "subjects";
      case "evaluation.refused.unknown-dataset" -> "datasets";
      default -> "files";
    };
  }
}
