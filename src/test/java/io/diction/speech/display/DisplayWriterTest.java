package io.diction.speech.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.WordTiming;
import io.diction.speech.text.TextNormalizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayWriterTest {
  private static final Set<String> KNOWN =
      Set.of("mr", "mrs", "ms", "o'clock", "nasa", "us", "it", "com", "mail", "it's");

  private final TextNormalizer english = TextNormalizer.of("en-US", KNOWN::contains);
  private final DisplayWriter writer =
      DisplayWriter.of(Locale.US, KNOWN::contains, DisplayModel.NONE, DisplayRules.NONE);

  static Stream<String> writtenTexts() throws IOException {
    return written("en-spoken.txt");
  }

  static Stream<String> germanTexts() throws IOException {
    return written("de-spoken.txt");
  }

  private static Stream<String> written(String resource) throws IOException {
    List<String> texts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(TextNormalizer.class.getResourceAsStream(resource)),
                StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .forEach(line -> texts.add(line.split(" \\| ")[0]));
    }
    return texts.stream();
  }

  private static List<WordTiming> untimed(List<String> words) {
    return words.stream().map(word -> new WordTiming(word, 0, 0, 1)).toList();
  }

  private String shown(String lexical) {
    return writer.write(untimed(List.of(lexical.split(" ")))).text();
  }

  @ParameterizedTest
  @MethodSource("writtenTexts")
  void whatIsDisplayedReadsAsWhatWasSaid(String written) {
    List<String> spoken = english.words(written);
    assertThat(english.words(writer.write(untimed(spoken)).text()))
        .isIn(spoken, EnglishVariants.asRead(spoken));
  }

  @ParameterizedTest
  @MethodSource("germanTexts")
  void whatIsDisplayedInGermanReadsAsWhatWasSaid(String written) {
    TextNormalizer german = TextNormalizer.of("de-DE", word -> false);
    DisplayWriter writing =
        DisplayWriter.of(Locale.GERMANY, word -> false, DisplayModel.NONE, DisplayRules.NONE);
    List<String> spoken = german.words(written);
    assertThat(german.words(writing.write(untimed(spoken)).text())).isEqualTo(spoken);
  }

  @Test
  void germanIsWrittenAsGermansWrite() {
    DisplayWriter writing =
        DisplayWriter.of(Locale.GERMANY, word -> false, DisplayModel.NONE, DisplayRules.NONE);
    assertThat(
            writing
                .write(
                    untimed(
                        List.of(
                            ("am dritten mai zweitausendsechzehn um vierzehn uhr drei\u00dfig"
                                    + " kostete die zeitung f\u00fcnf euro f\u00fcnfzig")
                                .split(" "))))
                .text())
        .isEqualTo("Am 3. Mai 2016 um 14:30 Uhr kostete die Zeitung 5,50 \u20ac.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          in eighteen eighteen he paid twenty pounds         | In 1818 he paid 20 pounds.
          june twenty ninth twenty sixteen                   | June 29, 2016.
          at three oh five p m                               | At 3:05 p.m.
          see you at half past nine                          | See you at half past nine.
          it costs three point two million dollars           | It costs $3.2 million.
          one dollar and fifty cents                         | $1.50.
          fifty percent of five to ten kilometers            | 50% of 5 to 10 km.
          write to info at example dot com                   | Write to info@example.com.
          call four two five five five five zero one zero zero | Call 425-555-0100.
          the i b m and the u k                              | The IBM and the UK.
          one hundred and five men and a hundred women       | 105 men and a hundred women.
          mister smith met doctor jones on monday            | Mr. Smith met Dr. Jones on Monday.
          the doctor said i'm fine                           | The doctor said I'm fine.
          king henry the eighth                              | King Henry VIII.
          the twenty first of may                            | The 21st of may.
          what is the matter                                 | What is the matter?
          two or three of them                               | Two or three of them.
          you may three times                                | You may three times.
          chapter twelve                                     | Chapter 12.
          """)
  void recognisedWordsAreWrittenAsPeopleWrite(String lexical, String display) {
    assertThat(shown(lexical)).isEqualTo(display);
  }

  @Test
  void introductionsContrastsAndLongPausesHaveCommas() {
    assertThat(
            paused(
                "however we stayed at home but the others left and nobody there complained",
                0.15,
                0,
                0,
                0,
                0.1))
        .isEqualTo("However, we stayed at home, but the others left and nobody there complained.");
    assertThat(paused("the old house near the river was sold", 0, 0, 0.05, 0, 0.1, 0, 0))
        .isEqualTo("The old house near the river was sold.");
  }

  /** Words of a fifth of a second with these pauses behind them. */
  private String paused(String lexical, double... pauses) {
    List<WordTiming> words = new ArrayList<>();
    double at = 0;
    String[] said = lexical.split(" ");
    for (int i = 0; i < said.length; i++) {
      words.add(new WordTiming(said[i], at, at + 0.2, 1));
      at += 0.2 + (i < pauses.length ? pauses[i] : 0);
    }
    return writer.write(words).text();
  }

  @Test
  void pausesEndSentencesAndTokensKeepTimesAndLowestConfidence() {
    List<WordTiming> words =
        List.of(
            new WordTiming("we", 0.0, 0.2, 0.9),
            new WordTiming("paid", 0.2, 0.5, 0.8),
            new WordTiming("twenty", 0.5, 0.9, 0.7),
            new WordTiming("dollars", 0.9, 1.4, 0.4),
            new WordTiming("nobody", 3.0, 3.4, 0.9),
            new WordTiming("knew", 3.4, 3.8, 0.9));
    DisplayText text = writer.write(words);
    assertThat(text.text()).isEqualTo("We paid $20. Nobody knew.");
    assertThat(text.tokens().get(2)).isEqualTo(new WordTiming("$20.", 0.5, 1.4, 0.4));
    assertThat(text.tokens().get(3).startSeconds()).isEqualTo(3.0);
  }

  @Test
  void learnsSpellingPunctuationAndFormsFromTheDomain(@TempDir Path folder) throws IOException {
    DisplayTraining training = new DisplayTraining(english);
    for (int i = 0; i < 400; i++) {
      training.addLine("However, the keeper of Newgate said so. Then he left the Ward at once.");
    }
    training.addForm("IEEE", "i triple e");
    DisplayModel learnt = training.finish(Progress.NONE);
    learnt.write(folder.resolve("display.model"));
    DisplayWriter own =
        DisplayWriter.of(
            Locale.US,
            KNOWN::contains,
            DisplayModel.read(folder.resolve("display.model")),
            DisplayRules.NONE);
    assertThat(
            own.write(
                    untimed(
                        List.of(
                            ("however the keeper of newgate said so then he left the ward of i"
                                    + " triple e")
                                .split(" "))))
                .text())
        .isEqualTo("However, the keeper of Newgate said so. Then he left the Ward of IEEE.");
  }

  @ParameterizedTest
  @CsvSource({
    "doctor oyelaran saw her, Dr. Oyelaran saw her.",
    "then doctor oyelaran saw her, Then Dr. Oyelaran saw her.",
    "we asked oyelaran in may third of all, We asked Oyelaran in May 3 of all.",
    "the m r i of doctor xarelto, The MRI of Dr. Xarelto."
  })
  void termsOfTheVocabularyKeepTheirCapitals(String spoken, String written) {
    DisplayTraining training = new DisplayTraining(english);
    // However the texts have them.
    training.addLine("We saw that doctor oyelaran and OYELARAN and xarelto are in small letters.");
    training.addLine("There Doctor OYELARAN is, and oyelaran again.");
    for (String term : List.of("Oyelaran", "Xarelto", "MRI")) {
      training.addForm(term, term);
    }
    DisplayWriter own =
        DisplayWriter.of(
            Locale.US, KNOWN::contains, training.finish(Progress.NONE), DisplayRules.NONE);
    assertThat(own.write(untimed(List.of(spoken.split(" ")))).text()).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "xx"})
  void ofOtherLanguagesNoNumberIsWrittenByEnglishRules(String locale) {
    DisplayWriter other =
        DisplayWriter.of(
            Locale.forLanguageTag(locale), w -> false, DisplayModel.NONE, DisplayRules.NONE);
    assertThat(other.write(untimed(List.of("two", "hundred", "i", "b", "m"))).text())
        .isEqualTo("Two hundred i b m.");
  }

  @Test
  void nothingIsDisplayedAsNothing() {
    assertThat(writer.write(List.of()).text()).isEmpty();
  }
}
