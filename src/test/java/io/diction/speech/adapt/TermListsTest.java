package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.FormatException;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.corpus.Transcripts.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermListsTest {
  @TempDir private Path folder;

  @Test
  void termsMayHavePronunciationAndWeight() throws IOException {
    assertThat(
            TermLists.vocabulary(
                file("\uFEFFZolvantix\r\nIEEE\ti triple e\r\n\r\nacme corp\t\t2.5\r\n"), "v.txt"))
        .containsExactly(
            Term.of("Zolvantix"),
            new Term("IEEE", "i triple e", 1, List.of()),
            new Term("acme corp", "", 2.5, List.of()));
  }

  @Test
  void spokenFormsStandBehindATab() throws IOException {
    assertThat(TermLists.spokenForms(file("3CPO\tthree c p o\nCNTK\tc n t k\n"), "p.txt"))
        .containsExactly(new SpokenForm("3CPO", "three c p o"), new SpokenForm("CNTK", "c n t k"));
  }

  @Test
  void commentsAmongSpokenFormsAreSkipped() throws IOException {
    assertThat(TermLists.spokenForms(file("// robots\n3CPO\tthree c p o\n//\tnone\n"), "p.txt"))
        .containsExactly(new SpokenForm("3CPO", "three c p o"));
  }

  @Test
  void wrongLinesOfSpokenFormsWithinACorpusAreLeftOut() throws IOException {
    Path file = file("// ours\n3CPO\tthree c p o\nCN\u0000TK\tc n t k\nIEEE\ti triple e\n");
    UserTexts texts = new UserTexts();

    assertThat(texts.add(file, "forms.txt")).isEqualTo(Content.SPOKEN_FORMS);

    assertThat(texts.spokenForms())
        .containsExactly(
            new SpokenForm("3CPO", "three c p o"), new SpokenForm("IEEE", "i triple e"));
  }

  @Test
  void aLoneTableOfRecordingsBringsItsSentences() throws IOException {
    Path file = file("one.wav\tHello there.\ntwo.wav\tGood bye.\n");
    UserTexts texts = new UserTexts();

    assertThat(texts.add(file, "trans.txt")).isEqualTo(Content.SENTENCES);

    List<String> sentences = new ArrayList<>();
    texts.sentences().get(0).lines().forEach(sentences::add);
    assertThat(sentences).containsExactly("Hello there.", "Good bye.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\tb\tc", "a\tb\t0", "a\tb\t1e9", "a\tb\t1\tx", "a\tb\tNaN", "x\u0000y"})
  void wrongTermsAreNamedByLine(String line) throws IOException {
    Path file = file("good\n" + line + "\n");
    assertThatThrownBy(() -> TermLists.vocabulary(file, "v.txt"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("v.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no tab", "a\tb\tc"})
  void wrongSpokenFormsAreNamedByLine(String line) throws IOException {
    Path file = file("good\tgood\n" + line + "\n");
    assertThatThrownBy(() -> TermLists.spokenForms(file, "p.txt"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 2");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("list"), content, StandardCharsets.UTF_8);
  }
}
