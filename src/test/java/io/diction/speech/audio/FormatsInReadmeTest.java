package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.corpus.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README tells which recordings and texts are read, no more and no less. */
class FormatsInReadmeTest {
  private static String section() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("## What is read");
    return readme.substring(from, readme.indexOf("\n## ", from)).replaceAll("\\s+", " ");
  }

  private static List<String> between(String from, String to) throws IOException {
    String section = section();
    int start = section.indexOf(from) + from.length();
    String list = section.substring(start, section.indexOf(to, start));
    return List.of(list.replaceAll("\\([^)]*\\)", "").split("[ ,]+"));
  }

  @Test
  void namesEveryContainerAndCodec() throws IOException {
    assertThat(between("containers are read: ", "; with these"))
        .containsExactly(FfmpegFile.CONTAINERS.split(","));
    List<String> codecs = new ArrayList<>(List.of(FfmpegFile.CODECS.split(",")));
    // Two more decoders of the same.
    codecs.removeAll(List.of("mp3float", "mp2float"));
    assertThat(between("with these codecs: ", ". Nothing else")).containsExactlyElementsOf(codecs);
  }

  @Test
  void namesEveryEndingOfTextsAndOfWhatHoldsSeveralFiles() throws IOException {
    assertThat(section())
        .contains(FileKind.endings(FileKind.TRANSCRIPT))
        .contains(FileKind.endings(FileKind.MANIFEST))
        .contains(FileKind.endings(FileKind.ARCHIVE));
  }
}
