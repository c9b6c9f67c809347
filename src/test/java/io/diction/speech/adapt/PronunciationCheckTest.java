package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.PronunciationCheck.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PronunciationCheckTest {
  private static final String FORMS =
      "// how we say it\nIEEE\ti triple e\nx1\t???\n3CPO\tthree c p o\nmg\t/M IH L/\nkg\t/qq zz/\nCNTK\n";

  @TempDir private Path folder;

  @Test
  void namesLineAndColumnOfWhatTheBaseModelCannotSpeak() throws IOException {
    PronunciationCheck check = new PronunciationCheck(() -> Optional.of(SpeechModel.english()));

    assertThat(check.check(file("forms.txt", FORMS), "forms.txt"))
        .containsExactly(
            new Problem(3, 4, "x1 ???"),
            new Problem(6, 4, "kg /qq zz/"),
            new Problem(7, 1, "CNTK"));
    assertThat(
            check.check(
                file(
                    "lexicon.md",
                    "@ speech:phoneticlexicon\n- cat/k ae t\n  - dog/?\n- cat/xx yy zz\n"),
                "lexicon.md"))
        .containsExactly(new Problem(3, 9, "dog/?"), new Problem(4, 7, "cat/xx yy zz"));
  }

  @Test
  void withoutABaseModelAsksForLettersAlone() throws IOException {
    PronunciationCheck check = new PronunciationCheck(Optional::empty);

    assertThat(check.check(file("forms.txt", FORMS), "forms.txt"))
        .extracting(Problem::line)
        .isEqualTo(List.of(3, 7));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
