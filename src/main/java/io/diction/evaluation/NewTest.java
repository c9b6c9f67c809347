package io.diction.evaluation;

import io.diction.dataset.DatasetId;
import java.util.List;

/**
 * What somebody asks for.
 *
 * @param name empty for one made of what is tested with
 * @param subjects as the form sends them
 * @param datasets of the model
 * @param uploaded with the form; their recordings are stored, and nothing refers to them yet
 */
record NewTest(
    String name, List<String> subjects, List<DatasetId> datasets, List<SaidClip> uploaded) {
  static final int LONGEST_NAME = 200;

  NewTest {
    subjects = List.copyOf(subjects);
    datasets = List.copyOf(datasets);
    uploaded = List.copyOf(uploaded);
  }
}
