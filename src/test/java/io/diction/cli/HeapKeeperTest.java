package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.diction.cli.HeapKeeper.Bound;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HeapKeeperTest {
  private static final long MB = 1 << 20;

  @Test
  void collectsWhenMuchMoreIsInUseThanACollectionLeft() {
    Bound bound = Bound.NONE.after(150 * MB, 100 * MB, 130 * MB);
    assertThat(Bound.NONE.isPassed(1, MB)).isTrue();
    assertThat(bound.isPassed(130 * MB, 140 * MB)).isFalse();
    assertThat(bound.isPassed(140 * MB, 150 * MB)).isTrue();
  }

  @Test
  void collectsWhenTheHeapGrewInAHurryAndNotAgainUntilItGrows() {
    Bound bound = Bound.NONE.after(400 * MB, 100 * MB, 300 * MB);
    assertThat(bound.isPassed(100 * MB, 300 * MB)).isFalse();
    assertThat(bound.isPassed(100 * MB, 301 * MB)).isTrue();
  }

  @Test
  void givesUpOnAHeapThatNoCollectionMakesSmaller() {
    int collections = 0;
    Bound bound = Bound.NONE;
    for (int report = 0; report < 1000; report++) {
      long used = (100 + report % 200) * MB;
      if (bound.isPassed(used, 1024 * MB)) {
        collections++;
        bound = bound.after(1024 * MB, 100 * MB, 1024 * MB);
      }
    }
    assertThat(collections).isLessThanOrEqualTo(4);
  }

  @Test
  void goesOnWithAHeapThatShrinksInSteps() {
    Bound bound = Bound.NONE;
    for (int step = 0; step < 100; step++) {
      bound = bound.after(1024 * MB, 100 * MB, (step % 4 == 3 ? 800 : 1024) * MB);
      assertThat(bound.isPassed(200 * MB, 1024 * MB)).isTrue();
    }
  }

  @Test
  void otherCommandsKeepTheirHeapAsItIs() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    String before = machine.getVMOption("MinHeapFreeRatio").getValue();
    machine.setVMOption("MinHeapFreeRatio", "21");
    try {
      assertThat(new CommandLine(Main.class).getSubcommands()).containsKeys("transcribe", "serve");
      assertThat(machine.getVMOption("MinHeapFreeRatio").getValue()).isEqualTo("21");
    } finally {
      machine.setVMOption("MinHeapFreeRatio", before);
    }
  }
}
