package io.diction.evaluation;

import io.diction.dataset.DatasetId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /**
   * As it is kept: what somebody gave it, else that of its data, and no longer than there is room
   * for.
   */
  static String name(String given, Stream<String> data) {
    String made = given.isBlank() ? data.limit(3).collect(Collectors.joining(", ")) : given.strip();
    String name = made.replaceAll("\\p{Cntrl}", " ");
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    boolean splits = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1));
    return name.substring(0, splits ? LONGEST_NAME - 1 : LONGEST_NAME);
  }

  NewTest {
    subjects = List.copyOf(subjects);
    datasets = List.copyOf(datasets);
    uploaded = List.copyOf(uploaded);
  }
}
