package io.diction.dataset.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.display.DisplayRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

class ReasonTextsTest {
  private static final Path SPEECH = Path.of("src/main/java/io/diction/speech");
  private static final Pattern SENTENCE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)+)\"");

  @AfterEach
  void forget() {
    LocaleContextHolder.resetLocaleContext();
  }

  private static ReasonTexts in(Locale locale) {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/dataset-reasons");
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    LocaleContextHolder.setLocale(locale);
    return new ReasonTexts(messages);
  }

  @Test
  void saysReasonsInTheLanguageOfTheReaderWithTheirValues() {
    ReasonTexts german = in(Locale.GERMAN);

    assertThat(german.of("the recording has 16 channels; it must have 1 to 8"))
        .isEqualTo("die Aufnahme hat 16 Kanäle; es müssen 1 bis 8 sein");
    assertThat(german.of("this is a picture, not audio"))
        .isEqualTo("das ist ein Bild und kein Ton");
    assertThat(german.of("column 3: a bracket { is not closed"))
        .isEqualTo("Spalte 3: eine Klammer { ist nicht geschlossen");
    assertThat(german.of("nothing that anybody knows")).isEqualTo("nothing that anybody knows");
  }

  /** A reason that is written anew in the core must get its text here. */
  @Test
  void knowsTheReasonsThatTheCoreGives() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (String file : List.of("audio/NotAudio.java", "audio/DecoderWire.java")) {
      for (MatchResult found :
          SENTENCE.matcher(Files.readString(SPEECH.resolve(file))).results().toList()) {
        String text = found.group(1);
        if (text.matches("\\p{L}+( [^ ]+){2,}") && !ReasonTexts.isKnown(text)) {
          unknown.add(text);
        }
      }
    }
    String rules =
        "before\n#itn\n(a\n[a\n{a\na)\n[]\n[7-5]\n?\n\\\n#rewrite\nno tab\n#test\nno tab\n";
    for (DisplayRules.Problem problem : DisplayRules.parse(rules.lines().toList()).problems()) {
      if (!ReasonTexts.isKnown(problem.reason())
          || !ReasonTexts.isKnown(problem.reason().replaceFirst("column \\d+: ", ""))) {
        unknown.add(problem.reason());
      }
    }

    assertThat(unknown).isEmpty();
  }
}
