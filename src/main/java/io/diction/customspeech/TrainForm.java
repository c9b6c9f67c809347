package io.diction.customspeech;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was chosen and typed on the way to a new model; what is missing is empty.
 *
 * @param base id of the base model
 * @param dataset ids of the datasets to learn from
 * @param test {@code true} where the model is to be measured once it is there
 * @param testData id of the dataset to measure it with
 */
record TrainForm(
    String base,
    List<String> dataset,
    String name,
    String description,
    String test,
    String testData) {
  TrainForm(
      @Nullable String base,
      @Nullable List<String> dataset,
      @Nullable String name,
      @Nullable String description,
      @Nullable String test,
      @Nullable String testData) {
    this.base = base == null ? "" : base;
    this.dataset = dataset == null ? List.of() : List.copyOf(dataset);
    this.name = name == null ? "" : name.strip();
    this.description = description == null ? "" : description.strip();
    this.test = test == null ? "" : test;
    this.testData = testData == null ? "" : testData;
  }

  static TrainForm blank(String base) {
    return new TrainForm(base, null, null, null, null, null);
  }

  public boolean isTested() {
    return test.equals("true");
  }
}
