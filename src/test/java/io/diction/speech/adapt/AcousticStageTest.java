package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.adapt.ClipList.Entry;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ClipPass.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcousticStageTest {
  @TempDir private Path folder;

  private static List<Score> scores(double... sums) {
    return DoubleStream.of(sums).mapToObj(sum -> new Score(sum, 100)).toList();
  }

  @Test
  void clipsThatAllGainAreBetterAndNoiseIsNot() {
    List<Score> before = scores(-200, -210, -190, -205);
    assertThat(AcousticStage.isHigher(before, scores(-190, -201, -181, -194), 10)).isTrue();
    assertThat(AcousticStage.isHigher(before, scores(-150, -250, -200, -200), 10)).isFalse();
    assertThat(AcousticStage.isHigher(before, scores(-100, -230, -195, -215), 10)).isFalse();
    assertThat(AcousticStage.isHigher(before, before, 1)).isFalse();
    assertThat(AcousticStage.isHigher(scores(-200), scores(-100), 1)).isFalse();
    assertThat(AcousticStage.isHigher(List.of(), List.of(), 1)).isFalse();
    assertThat(Score.mean(before)).isEqualTo(-805 / 400.0);
  }

  private static List<Entry> clips(Part part, int count, double seconds) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Entry(i, part, part.name() + i, seconds, i % 2 == 0))
        .toList();
  }

  @Test
  void oneHeldOutClipDoesNotChoose() {
    List<Entry> one = clips(Part.TUNE, 1, 60);
    assertThat(AcousticStage.canChoose(one)).isFalse();
    assertThat(AcousticStage.canChoose(clips(Part.TUNE, 5, 1))).isFalse();
    assertThat(AcousticStage.canChoose(clips(Part.TUNE, 5, 12))).isTrue();
    assertThat(AcousticStage.heldOut(clips(Part.TRAIN, 9, 20), one)).isEqualTo(one);
  }

  @Test
  void clipsThatTrainChooseWhereThereAreEnough() {
    List<Entry> train = clips(Part.TRAIN, 29, 20);
    List<Entry> one = clips(Part.TUNE, 1, 60);
    List<Entry> heldOut = AcousticStage.heldOut(train, one);
    assertThat(heldOut).hasSize(6).doesNotHaveDuplicates().startsWith(one.get(0));
    assertThat(train).containsAll(heldOut.subList(1, 6));
    assertThat(heldOut).allMatch(Entry::transcribed);
    List<Entry> many = clips(Part.TUNE, 7, 20);
    assertThat(AcousticStage.heldOut(train, many)).isEqualTo(many);
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    AcousticModel base = SpeechModel.english().acousticModel();
    AdaptedAcoustics.write(base, base, folder.resolve("same"));
    assertThat(AdaptedAcoustics.read(folder.resolve("same"), base).means()).isEqualTo(base.means());
    refuses(base, means -> means[5] = Float.NaN, variances -> {}, weights -> {});
    refuses(base, means -> means[5] = Float.NEGATIVE_INFINITY, variances -> {}, weights -> {});
    refuses(base, means -> {}, variances -> variances[7] = Float.POSITIVE_INFINITY, weights -> {});
    refuses(base, means -> {}, variances -> variances[7] = -1, weights -> {});
    refuses(base, means -> {}, variances -> {}, weights -> weights[9] = Float.NaN);
    refuses(base, means -> {}, variances -> {}, weights -> weights[9] = -0.5f);
  }

  private void refuses(
      AcousticModel base,
      Consumer<float[]> means,
      Consumer<float[]> variances,
      Consumer<float[]> weights)
      throws IOException {
    float[] otherMeans = base.means().clone();
    float[] otherVariances = base.variances().clone();
    float[] otherWeights = base.weights().clone();
    means.accept(otherMeans);
    variances.accept(otherVariances);
    weights.accept(otherWeights);
    Path file = folder.resolve("odd");
    AdaptedAcoustics.write(
        base, base.withGaussians(otherMeans, otherVariances).withWeights(otherWeights), file);
    assertThatThrownBy(() -> AdaptedAcoustics.read(file, base))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("odd");
  }
}
