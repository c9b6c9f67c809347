package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.web.ErrorCode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What the documents and the message bundles say is what the product does. */
class DocumentsTest {
  private static final Path MESSAGES = Path.of("src/main/resources/messages");

  /** Keys made of a fixed part and a value: {@code "transcription.state." + state}. */
  private static final Pattern STEM = Pattern.compile("[|\"']([\\w.-]+\\.)(?=[|\"'%]|\\$\\{)");

  @Test
  void ciRunsTheTestCommandOfTheReadme() throws IOException {
    List<String> commands = setUpCommands();
    assertThat(commands).as("set-up commands").hasSize(2);
    assertThat(commands.get(0)).isEqualTo("./mvnw spring-boot:run");
    String goal = commands.get(1).replace("./mvnw ", "");
    assertThat(read(Path.of(".ci/run"))).containsPattern("\\./mvnw (-\\S+ )*" + goal + "\\b");
  }

  /** The indented code blocks of the README's set-up section, one command each. */
  private static List<String> setUpCommands() throws IOException {
    Matcher section =
        Pattern.compile("## Start it, test it\n(.*?)\n## ", Pattern.DOTALL)
            .matcher(read(Path.of("README.md")));
    assertThat(section.find()).isTrue();
    Matcher block = Pattern.compile("```\n(.*?)\n```", Pattern.DOTALL).matcher(section.group(1));
    List<String> commands = new ArrayList<>();
    while (block.find()) {
      commands.add(block.group(1).strip());
    }
    return commands;
  }

  @Test
  void readmeListsEverySettingWithItsDefault() throws Exception {
    String readme = read(Path.of("README.md"));
    for (String line : settings()) {
      assertThat(readme).as("settings table of README.md").contains(line);
    }
  }

  private static Set<String> settings() throws ClassNotFoundException {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Properties defaults = load(Path.of("src/main/resources/application.properties"));
    Set<String> lines = new TreeSet<>();
    for (var bean : scanner.findCandidateComponents("io.diction")) {
      Class<?> type = Class.forName(bean.getBeanClassName());
      String prefix = type.getAnnotation(ConfigurationProperties.class).value();
      // A record's only constructor here; the annotation stands on its parameters.
      for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
        lines.add(setting(prefix, parameter, defaults));
      }
    }
    return lines;
  }

  private static String setting(String prefix, Parameter parameter, Properties defaults) {
    String name = parameter.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    DefaultValue byDefault = parameter.getAnnotation(DefaultValue.class);
    String given =
        byDefault == null || byDefault.value().length == 0
            ? defaults.getProperty(prefix + "." + name)
            : String.join(",", byDefault.value());
    String value = given == null ? "none" : "`" + given + "`";
    return "| `%s.%s` | %s |".formatted(prefix, name, value);
  }

  @Test
  void relativeLinksOfTheReadmeResolve() throws IOException {
    Matcher link = Pattern.compile("\\]\\((?!https?:)([^)#]+)").matcher(read(Path.of("README.md")));
    while (link.find()) {
      // Made by the build, so not there on a fresh clone.
      if (!link.group(1).startsWith("target/")) {
        assertThat(Path.of(link.group(1))).exists();
      }
    }
  }

  @Test
  void everyErrorCodeHasMessageAndRemedy() throws IOException {
    Properties texts = load(MESSAGES.resolve("web.properties"));
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(texts).containsKeys(code.messageKey(), code.remedyKey());
    }
  }

  @Test
  void everyMessageIsUsed() throws IOException {
    String sources =
        everything(Path.of("src/main/java")) + everything(Path.of("src/main/resources/templates"));
    Set<String> words = all(Pattern.compile("[\\w.-]+"), sources);
    Set<String> stems = all(STEM, sources);
    Set<String> unused = new TreeSet<>();
    for (Path bundle : files(MESSAGES)) {
      for (String key : load(bundle).stringPropertyNames()) {
        if (!words.contains(key) && !isBuilt(key, stems) && !sources.contains(key)) {
          unused.add(bundle.getFileName() + " " + key);
        }
      }
    }
    assertThat(unused).as("messages that nothing shows").isEmpty();
  }

  private static Set<String> all(Pattern pattern, String sources) {
    return pattern
        .matcher(sources)
        .results()
        .map(found -> found.group(found.groupCount()))
        .collect(Collectors.toSet());
  }

  private static boolean isBuilt(String key, Set<String> stems) {
    for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
      if (stems.contains(key.substring(0, dot + 1))) {
        return true;
      }
    }
    return false;
  }

  private static String everything(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files(folder)) {
      text.append(read(file));
    }
    return text.toString();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Properties load(Path bundle) {
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(Files.newInputStream(bundle), StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return texts;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
