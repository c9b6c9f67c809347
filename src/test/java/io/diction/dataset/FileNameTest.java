package io.diction.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.finding.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, passwd",
    "C:\\recordings\\a.wav, a.wav",
    "folder/🎙 Aufnahme.wav, 🎙 Aufnahme.wav",
    "<script>alert(1)</script>.txt, script>.txt",
  })
  void showsTheLastPartOfAPath(String raw, String shown) {
    assertThat(new FileName(raw).display()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", ".", "/", "../", "\u0000", "\u202E"})
  void namesWhatHasNoName(String raw) {
    assertThat(new FileName(raw).display()).isEqualTo("unnamed");
  }

  @Test
  void dropsControlCharactersAndMarksOfDirection() {
    assertThat(new FileName("a\u0000b\r\nc\u202Egnp.wav").display()).isEqualTo("abcgnp.wav");
  }

  @Test
  void cutsALongNameAndKeepsItsEnding() {
    String shown = new FileName("😀".repeat(300) + ".wav").display();

    assertThat(shown.codePointCount(0, shown.length())).isEqualTo(255);
    assertThat(shown).endsWith("😀….wav");
  }

  @Test
  void cutsALongEndingToo() {
    String shown = new FileName("a." + "b".repeat(400)).display();

    assertThat(shown).hasSize(255).endsWith("…");
  }

  @Test
  void pairsNamesThatDifferInTheEndingAlone() {
    assertThat(new FileName("Visit 1.WAV").pairKey())
        .isEqualTo(new FileName("visit 1.vtt").pairKey());
    assertThat(new FileName("Mu\u0308nchen.wav").pairKey())
        .isEqualTo(new FileName("M\u00FCnchen.txt").pairKey());
  }
}
