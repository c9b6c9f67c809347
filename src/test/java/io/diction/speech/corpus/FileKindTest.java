package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
  @ParameterizedTest
  @CsvSource({
    "a.WAV, AUDIO",
    "b.mp3, AUDIO",
    "c.m4a, AUDIO",
    "d.flac, AUDIO",
    "e.txt, TRANSCRIPT",
    "f.Vtt, TRANSCRIPT",
    "g.srt, TRANSCRIPT",
    "h.jsonl, MANIFEST",
    "i.zip, ARCHIVE",
    "j.docx, UNKNOWN",
    "noextension, UNKNOWN",
    "folder.wav/notes, UNKNOWN",
    ".wav, AUDIO"
  })
  void knowsExtensions(String name, FileKind kind) {
    assertThat(FileKind.ofName(name)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "RIFF1234WAVEfmt, AUDIO", "fLaC1234, AUDIO", "OggS1234, AUDIO", "ID3.1234, AUDIO",
    "0000ftypM4A, AUDIO", "hello world, TRANSCRIPT", "'{\"text\":1}', MANIFEST",
        "RIFF1234AVI x, TRANSCRIPT"
  })
  void looksAtTheContentWhenTheNameSaysNothing(String head, FileKind kind) {
    assertThat(FileKind.detect("blob", head.getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(kind);
  }

  @Test
  void tellsMpegFramesFromUtf16Marks() {
    assertThat(FileKind.ofContent(new byte[] {-1, (byte) 0xFB, (byte) 0x90, 0x64}))
        .isEqualTo(FileKind.AUDIO);
    assertThat(FileKind.ofContent("\uFEFFhello".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(FileKind.TRANSCRIPT);
    assertThat(FileKind.ofContent(new byte[] {0, 1, 2, 3, 4, 5, 6, 7})).isEqualTo(FileKind.UNKNOWN);
  }
}
