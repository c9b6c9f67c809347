package io.diction.dataset.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.finding.Catalogue.Entry;
import io.diction.speech.audio.AudioWarning;
import io.diction.speech.corpus.FindingCode;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

class CatalogueTest {
  private final Catalogue catalogue = catalogue();

  private static Catalogue catalogue() {
    Properties settings = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      settings.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] bundles = settings.getProperty("spring.messages.basename").split(",");
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames(bundles);
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    messages.setFallbackToSystemLocale(false);
    return new Catalogue(messages, bundles);
  }

  @Test
  void hasAnEntryForEveryThingThatCanBeFoundOrRefused() {
    Stream<String> rules =
        Stream.concat(
                Arrays.stream(FindingCode.values()).map(Enum::name),
                Arrays.stream(AudioWarning.values()).map(Enum::name))
            .map(name -> name.toLowerCase(Locale.ROOT));

    assertThat(catalogue.findings("", Locale.ENGLISH))
        .extracting(Entry::name)
        .containsAll(rules.toList())
        .contains("audio_unreadable", "file_failed");
    assertThat(catalogue.errors("", Locale.ENGLISH))
        .extracting(Entry::anchor)
        .contains("failure-not_found", "failure-validation_failed")
        .containsAll(Arrays.stream(ErrorCode.values()).map(code -> "error-" + code.code()).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "nl", "de"})
  void saysWhatToDoAboutEach(String language) {
    Locale locale = Locale.forLanguageTag(language);
    assertThat(catalogue.findings("", locale))
        .allSatisfy(
            entry -> {
              assertThat(entry.sentence()).isNotBlank().doesNotContain("{", "}");
              assertThat(entry.remedy()).isNotBlank().doesNotContain("{", "}");
            });
  }

  @Test
  void findsWordsAndCodesInAnyCase() {
    List<Entry> cues = catalogue.findings("CUE STARTS BEFORE", Locale.ENGLISH);

    assertThat(cues).extracting(Entry::name).containsExactly("cues_overlap");
    assertThat(catalogue.findings("illegal_character", Locale.GERMAN)).hasSize(1);
    assertThat(catalogue.findings("no such words", Locale.ENGLISH)).isEmpty();
    assertThat(catalogue.errors("no-claims", Locale.ENGLISH)).hasSize(1);
  }
}
