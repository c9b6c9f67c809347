package io.diction.api.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RenderedFilesTest {
  private final AtomicInteger made = new AtomicInteger();
  private final Supplier<byte[]> render =
      () -> {
        made.incrementAndGet();
        return new byte[100];
      };

  @Test
  void areMadeOnceForListsAndReaders() {
    RenderedFiles files = new RenderedFiles(1000);

    assertThat(files.size("a", render)).isEqualTo(100);
    assertThat(files.bytes("a", render)).hasSize(100);
    assertThat(files.bytes("a", render)).hasSize(100);
    assertThat(made).hasValue(1);
    assertThat(files.bytes("b", render)).hasSize(100);
    assertThat(made).hasValue(2);
  }

  @Test
  void goWhereThereIsNoRoomButTheirSizesStay() {
    RenderedFiles files = new RenderedFiles(450);
    for (String key : "a b c d e".split(" ")) {
      files.bytes(key, render);
    }
    assertThat(made).hasValue(5);

    assertThat(files.bytes("e", render)).hasSize(100);
    assertThat(files.size("a", render)).isEqualTo(100);
    assertThat(made).hasValue(5);
    assertThat(files.bytes("a", render)).hasSize(100);
    assertThat(made).hasValue(6);
  }

  @Test
  void largeOnesPushNoOthersOut() {
    RenderedFiles files = new RenderedFiles(399);

    assertThat(files.bytes("a", render)).hasSize(100);
    assertThat(files.bytes("a", render)).hasSize(100);
    assertThat(made).hasValue(2);
    assertThat(files.size("a", render)).isEqualTo(100);
    assertThat(made).hasValue(2);
  }
}
