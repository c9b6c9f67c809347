package io.diction.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.TrainingData.TrainingSet;
import io.diction.speech.adapt.TrainingData.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownTestsTest {
  private static final String ROUND =
      "Doctor Oyelaran prescribed Xarelto this morning. Please call Quillfeather about the scan.";

  @Test
  void countsATestThatRepeatsWhatTrained() throws IOException {
    assertThat(
            known(
                ROUND,
                "doctor oyelaran prescribed xarelto this morning",
                "please call quillfeather about the scan"))
        .isOne();
  }

  @Test
  void countsATestWhoseWordsStandInAText() throws IOException {
    TrainingSet set = set(List.of(), List.of(pair("1", ROUND)));
    Text text = new Text("notes.txt", lines -> lines.accept("First. " + ROUND + " Last."));

    assertThat(KnownTests.count(set, List.of(text))).isOne();
  }

  @Test
  void countsTheSamePartOfARecordingWhateverItsText() throws IOException {
    TrainingSet set = set(List.of(pair("1", "one")), List.of(pair("1", "quite another")));

    assertThat(KnownTests.count(set, List.of())).isOne();
  }

  @Test
  void leavesSpeechAloneThatSharesAFewWords() throws IOException {
    assertThat(known(ROUND, "please call the ward", "doctor oyelaran is away this morning"))
        .isZero();
    assertThat(known("yes", "yes of course")).isZero();
    assertThat(known("")).isZero();
  }

  private static int known(String test, String... trained) throws IOException {
    List<Pair> pairs =
        IntStream.range(0, trained.length).mapToObj(i -> pair("train" + i, trained[i])).toList();
    return KnownTests.count(set(pairs, List.of(pair("test", test))), List.of());
  }

  private static TrainingSet set(List<Pair> train, List<Pair> test) {
    return new TrainingSet(train, test, List.of(), List.of(), "");
  }

  private static Pair pair(String sha256, String text) {
    return new Pair(sha256 + ".wav", Path.of(sha256), sha256, 0, null, text, "");
  }
}
