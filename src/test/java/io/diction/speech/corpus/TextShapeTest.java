package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.corpus.TextShape.LineEnding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextShapeTest {
  @TempDir private Path folder;

  private TextShape shape(byte[] bytes) throws IOException {
    return TextShape.of(Files.write(folder.resolve("a.txt"), bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "one, NONE",
    "one|two|, LF",
    "one^|two^|, CRLF",
    "one^two^, CR",
    "one|two^|, MIXED",
    "one^two|, MIXED"
  })
  void tellsLineEndings(String text, LineEnding ending) throws IOException {
    byte[] bytes = text.replace('|', '\n').replace('^', '\r').getBytes(StandardCharsets.UTF_8);
    assertThat(shape(bytes)).isEqualTo(new TextShape("UTF-8", false, ending));
  }

  @Test
  void tellsEncodings() throws IOException {
    assertThat(shape("\uFEFFcafé\r\n".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new TextShape("UTF-8", true, LineEnding.CRLF));
    assertThat(shape("\uFEFFcafé\n".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(new TextShape("UTF-16LE", true, LineEnding.LF));
    assertThat(shape("Das Café in Köln ist schön\n".getBytes(Charset.forName("windows-1252"))))
        .isEqualTo(new TextShape("windows-1252", false, LineEnding.LF));
    assertThat(shape(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 2}).encoding()).isEqualTo("binary");
  }
}
