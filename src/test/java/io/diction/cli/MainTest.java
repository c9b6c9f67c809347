package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void saysInAFewLinesWhatIsWrongWithACommand() {
    PrintStream before = System.err;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit = Main.run("transcribe", "--nonsense", "a.wav");
    } finally {
      System.setErr(before);
    }
    assertThat(exit).isEqualTo(2);
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .hasSizeLessThan(4)
        .contains("Try 'diction transcribe --help'.")
        .anySatisfy(line -> assertThat(line).contains("--nonsense"));
  }
}
