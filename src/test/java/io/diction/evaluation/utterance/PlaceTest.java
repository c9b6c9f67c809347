package io.diction.evaluation.utterance;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.evaluation.EvaluationFixtures;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void putsSeveralHypothesesBesideTheReference() {
    List<Place> places =
        Place.of(
            List.of(
                heard("the patient slept", "the uh patience slept"),
                heard("the patient slept", "patient slept well")));

    assertThat(places.stream().map(PlaceTest::shown))
        .containsExactly(
            "the|the|-",
            "null|uh|null",
            "patient|patience|patient",
            "slept|slept|slept",
            "null|null|well");
  }

  @Test
  void hasNothingToShowOfNothing() {
    assertThat(Place.of(List.of())).isEmpty();
    assertThat(Place.of(List.of(heard("", "")))).isEmpty();
    assertThat(Place.of(List.of(heard("", "so"), heard("", ""))).stream().map(PlaceTest::shown))
        .containsExactly("null|so|null");
  }

  private static String shown(Place place) {
    StringBuilder text = new StringBuilder(String.valueOf(place.reference()));
    for (Word word : place.heard()) {
      text.append('|')
          .append(word == null ? "null" : word.hypothesis() == null ? "-" : word.hypothesis());
    }
    return text.toString();
  }

  private static TestHypothesis heard(String said, String heard) {
    return EvaluationFixtures.hypothesis(1, 0, said, heard);
  }
}
