package io.diction.speech.language;

import static io.diction.speech.language.LanguageFixtures.model;
import static io.diction.speech.language.LanguageFixtures.text;
import static io.diction.speech.language.LanguageFixtures.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageModelFilesTest {
  @TempDir private Path folder;

  private static final String SMALL =
      """
      \\data\\
      ngram 1=4
      ngram 2=2

      \\1-grams:
      -99\t<s>\t-0.3
      -0.5\t</s>
      -0.6\tb\t-0.2
      -0.4\ta\t-0.1

      \\2-grams:
      -0.1\t<s> a
      -0.2 b </s>

      \\end\\
      """;

  @Test
  void binaryFileGivesBackTheSameModel() throws IOException {
    BackoffLanguageModel model = model(3, text(500, 5));
    Path file = folder.resolve("domain.lm");
    BackoffModelFile.write(model, file);
    assertThat(BackoffModelFile.read(file)).isEqualTo(model);
    assertThat(folder.resolve("domain.lm.part")).doesNotExist();
  }

  @Test
  void anyChangedByteIsToldAsDamage() throws IOException {
    Path file = folder.resolve("domain.lm");
    BackoffModelFile.write(model(3, text(50, 5)), file);
    byte[] good = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      assertThatThrownBy(() -> BackoffModelFile.read(file)).isInstanceOf(FormatException.class);
    }
    for (int length : new int[] {0, 3, 10, 40, good.length / 2, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> BackoffModelFile.read(file)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void versionsOutOfRangeAreToldApart() throws IOException {
    Path file = folder.resolve("x");
    BinaryFile.write(file, "language model", 99, out -> out.writeInt(1));
    assertThatThrownBy(() -> BackoffModelFile.read(file)).hasMessageContaining("newer than");
    BinaryFile.write(file, "language model", 0, out -> out.writeInt(1));
    assertThatThrownBy(() -> BackoffModelFile.read(file)).hasMessageContaining("too old");
    BinaryFile.write(file, "something else", 1, out -> out.writeInt(1));
    assertThatThrownBy(() -> BackoffModelFile.read(file)).hasMessageContaining("something else");
    Files.writeString(file, "hello world");
    assertThatThrownBy(() -> BackoffModelFile.read(file)).hasMessageContaining("not a file");
  }

  @Test
  void arpaTextGivesBackTheSameProbabilities() throws IOException {
    List<List<String>> text = text(500, 5);
    BackoffLanguageModel model = model(3, text);
    StringWriter written = new StringWriter();
    ArpaFormat.write(model, written);
    BackoffLanguageModel read = arpa(written.toString());
    assertThat(read.size()).isEqualTo(model.size());
    assertThat(Perplexity.of(read, text).value())
        .isCloseTo(Perplexity.of(model, text).value(), within(1e-4));
  }

  @Test
  void arpaNeedNotBeSorted() throws IOException {
    BackoffLanguageModel model = arpa(SMALL);
    int a = model.vocabulary().id("a");
    assertThat(model.logProb(model.startState(), a)).isCloseTo(-0.1f * 2.302585f, within(1e-5f));
    long afterA = model.nextState(model.startState(), a);
    assertThat(model.logProb(afterA, model.endOfSentence()))
        .isCloseTo((-0.1f - 0.5f) * 2.302585f, within(1e-5f));
    assertThat(Perplexity.of(model, List.of(words("a b"))).words()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ngram 1=4    | ngram 1=5     | header promises 5
          ngram 2=2    | ngram 3=2     | expected ngram 2
          ngram 2=2    | ngram 2=-2    | not a count
          -0.5\t</s>   | x\t</s>       | not a number
          -0.5\t</s>   | 0.5\t</s>     | above one
          -0.5\t</s>   | NaN\t</s>     | not a logarithm
          -0.6\tb      | -0.6\ta       | twice
          <s> a        | <s> z         | not among the 1-grams
          -0.2 b </s>  | -0.2 <s> a    | twice
          \\2-grams:   | \\3-grams:    | expected \\2-grams
          \\end\\      | the end       | expected \\end
          """)
  void brokenArpaNamesLineAndFault(String from, String to, String message) {
    assertThat(SMALL).contains(from);
    assertThatThrownBy(() -> arpa(SMALL.replace(from, to)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("line ");
  }

  @Test
  void arpaMayBeginWithRemarks() throws IOException {
    assertThat(arpa("#############\n## Copyright\n\nThis file\n" + SMALL).order()).isEqualTo(2);
    assertThatThrownBy(() -> arpa("remarks\n".repeat(1000) + SMALL))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected \\data\\");
  }

  @Test
  void compressedArpaIsRecognisedAsSuch() {
    assertThatThrownBy(() -> arpa("\u001f\u008b\b"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("gzip");
  }

  private static BackoffLanguageModel arpa(String text) throws IOException {
    return ArpaFormat.read(new BufferedReader(new StringReader(text)), "test.arpa");
  }
}
