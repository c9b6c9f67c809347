package io.diction.dataset.clip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeaksTest {
  @Test
  void drawsEveryFiftiethOfAShortPart() {
    byte[] loudest = new byte[100];
    loudest[50] = 127;
    Peaks.Drawing drawing = new Peaks(loudest).draw(1, 1.1);

    assertThat(drawing.lines()).isEqualTo(5);
    assertThat(drawing.path()).startsWith("M0.5 0V100M1.5 50V51");
  }

  @Test
  void drawsFewLinesOfAnHourAndLosesNoPeak() {
    byte[] loudest = new byte[180_000];
    loudest[123_456] = 127;
    Peaks.Drawing drawing = new Peaks(loudest).draw(0, 3600);

    assertThat(drawing.lines()).isEqualTo(400);
    assertThat(drawing.path()).containsOnlyOnce("0V100").hasSizeLessThan(10_000);
  }

  @Test
  void drawsWhatThereIsOfAPartBeyondTheEnd() {
    assertThat(new Peaks(new byte[10]).draw(0, 1e9).lines()).isEqualTo(10);
    assertThat(new Peaks(new byte[10]).draw(50, 60).lines()).isOne();
    assertThat(new Peaks(new byte[0]).svg(0, 1)).contains("<svg");
  }
}
