package io.diction;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of all modules. */
class MessagesTest {
  private static final Path BUNDLES = Path.of("src/main/resources/messages");
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern KEY_IN_TEMPLATE = Pattern.compile("#\\{([\\w.-]+)[}(]");
  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");
  private static final Pattern TRANSLATION = Pattern.compile("([\\w-]+)_([a-z]{2})\\.properties");

  /** Texts that are the same word in English and in another language, by language. */
  private static final Map<String, Set<String>> SAME =
      Map.of(
          "de",
          Set.of(
              "Audio",
              "CR LF (Windows)",
              "Code",
              "Credit",
              "Credits",
              "Diction",
              "Format",
              "Optional",
              "Java",
              "LF",
              "Name",
              "Operation",
              "Passkeys",
              "Reseller",
              "Status",
              "System",
              "Text",
              "Test",
              "Tests",
              "Text (.txt)",
              "Threads",
              "Token",
              "Training",
              "URL",
              "Version",
              "Version {0}",
              "WER",
              "{0,number,0} dB",
              "optional"),
          "nl",
          Set.of(
              "Account",
              "Audio",
              "Browser",
              "CR LF (Windows)",
              "Code",
              "Credit",
              "Credits",
              "Custom models",
              "Database",
              "Datasets",
              "Diction",
              "Exports",
              "Java",
              "LF",
              "Machine",
              "Menu",
              "Model",
              "Object",
              "Reseller",
              "Passkeys",
              "Status",
              "Project",
              "Term",
              "Test",
              "Tests",
              "Threads",
              "Token",
              "Training",
              "Transcript",
              "Type",
              "URL",
              "WER",
              "{0,number,0} dB"));

  static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(BUNDLES)) {
      return files.sorted().toList();
    }
  }

  /** Every bundle that should be there beside the English ones. */
  static List<Path> translations() throws IOException {
    return bundles().stream()
        .filter(bundle -> !TRANSLATION.matcher(bundle.getFileName().toString()).matches())
        .flatMap(
            bundle ->
                SAME.keySet().stream()
                    .sorted()
                    .map(
                        language ->
                            bundle.resolveSibling(
                                bundle
                                    .getFileName()
                                    .toString()
                                    .replace(".properties", "_" + language + ".properties"))))
        .toList();
  }

  private static Properties read(Path bundle) throws IOException {
    Properties texts = new Properties();
    try (Reader reader = Files.newBufferedReader(bundle, StandardCharsets.UTF_8)) {
      texts.load(reader);
    }
    return texts;
  }

  private static Set<String> allKeys() throws IOException {
    Set<String> keys = new TreeSet<>();
    for (Path bundle : bundles()) {
      if (!TRANSLATION.matcher(bundle.getFileName().toString()).matches()) {
        keys.addAll(read(bundle).stringPropertyNames());
      }
    }
    return keys;
  }

  private static Set<String> arguments(String text) {
    return ARGUMENT.matcher(text).results().map(found -> found.group(1)).collect(toSet());
  }

  /** Nothing of the user's language is missing, and no argument is lost or invented. */
  @ParameterizedTest
  @MethodSource("translations")
  void sayInEveryLanguageWhatTheySayInEnglish(Path translation) throws IOException {
    Matcher name = TRANSLATION.matcher(translation.getFileName().toString());
    assertThat(name.matches()).isTrue();
    Properties english = read(translation.resolveSibling(name.group(1) + ".properties"));
    Properties translated = read(translation);
    assertThat(translated.stringPropertyNames())
        .as("keys of %s", translation)
        .containsExactlyInAnyOrderElementsOf(english.stringPropertyNames());
    assertThat(english)
        .allSatisfy(
            (key, text) ->
                assertThat(arguments(translated.getProperty(key.toString())))
                    .as("arguments of %s in %s", key, translation)
                    .isEqualTo(arguments(text.toString())));
    List<String> untranslated =
        english.stringPropertyNames().stream()
            .filter(key -> english.getProperty(key).equals(translated.getProperty(key)))
            .filter(key -> english.getProperty(key).replaceAll("\\{[^}]*}", "").matches(".*\\pL.*"))
            .filter(key -> !SAME.get(name.group(2)).contains(english.getProperty(key)))
            .toList();
    assertThat(untranslated)
        .as("still in English (words that are the same in both belong on this test's list)")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void tellOfEveryErrorWhatIsWrongAndWhatToDo(ErrorCode code) throws IOException {
    assertThat(allKeys())
        .contains(code.messageKey(), code.remedyKey(), "web.error.title." + code.code());
  }

  @Test
  void haveEveryKeyThatATemplateNames() throws IOException {
    Set<String> named = new TreeSet<>();
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        KEY_IN_TEMPLATE
            .matcher(Files.readString(file))
            .results()
            .forEach(key -> named.add(key.group(1)));
      }
    }
    assertThat(allKeys()).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void areReadAsTheyStand(Path bundle) throws IOException {
    assertThat(read(bundle))
        .allSatisfy(
            (key, text) -> {
              assertThat(text.toString()).as("text of %s", key).isNotBlank();
              if (ARGUMENT.matcher(text.toString()).find()) {
                assertThat(text.toString())
                    .as("apostrophe swallowed in %s", key)
                    .doesNotContain("'");
                new MessageFormat(text.toString(), Locale.ENGLISH);
              }
            });
  }

  /** Two texts under one key: the second would win, silently. */
  @ParameterizedTest
  @MethodSource("bundles")
  void haveEachKeyOnce(Path bundle) throws IOException {
    List<String> keys =
        Files.readAllLines(bundle).stream()
            .filter(line -> line.contains("=") && !line.startsWith("#"))
            .map(line -> line.substring(0, line.indexOf('=')).strip())
            .toList();
    assertThat(keys).doesNotHaveDuplicates();
  }
}
