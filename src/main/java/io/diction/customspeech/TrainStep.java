package io.diction.customspeech;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The way to a new model; the last step is there where a test was asked for. */
enum TrainStep {
  BASE,
  DATA,
  DETAILS,
  TEST;

  /** As in forms and message keys. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Key of the step before; of the first its own. */
  public String before() {
    return values()[Math.max(0, ordinal() - 1)].key();
  }

  /** The one with that key; the first for any other. */
  static TrainStep of(String key) {
    return Stream.of(values()).filter(step -> step.key().equals(key)).findFirst().orElse(BASE);
  }

  /** Those that a form leads through. */
  static List<TrainStep> of(TrainForm form) {
    return form.isTested() ? List.of(values()) : List.of(BASE, DATA, DETAILS);
  }
}
