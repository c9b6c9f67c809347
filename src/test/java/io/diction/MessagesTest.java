package io.diction;

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
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
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
  private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

  static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(BUNDLES)) {
      return files.sorted().toList();
    }
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
      keys.addAll(read(bundle).stringPropertyNames());
    }
    return keys;
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
