package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Every requirement names the tests that prove it, or says that none does. */
class RequirementsTest {
  /**
   * A line of {@code requirements.txt}.
   *
   * @param tests as {@code package.Class#method}
   * @param missing what is not proven yet, and why
   */
  private record Requirement(String text, List<String> tests, List<String> missing) {
    boolean isProven() {
      return !tests.isEmpty() && missing.isEmpty();
    }
  }

  private static final Map<String, Requirement> REQUIREMENTS = new LinkedHashMap<>();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream file = RequirementsTest.class.getResourceAsStream("/requirements.txt")) {
      Requirement latest = null;
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String text = line.strip();
        if (text.startsWith("= ")) {
          latest.tests().addAll(Arrays.asList(text.substring(2).split(",\\s*")));
        } else if (text.startsWith("? ")) {
          latest.missing().add(text.substring(2));
        } else {
          String[] parts = text.split("\\s+", 2);
          latest = new Requirement(parts[1], new ArrayList<>(), new ArrayList<>());
          assertThat(parts[0]).matches("([1-9]|10)\\.\\d\\d");
          assertThat(REQUIREMENTS.put(parts[0], latest)).as("%s twice", parts[0]).isNull();
        }
      }
    }
    assertThat(REQUIREMENTS).isNotEmpty();
  }

  @Test
  void nameTestsThatRun() {
    List<String> wrong = new ArrayList<>();
    REQUIREMENTS.forEach(
        (id, requirement) -> {
          if (requirement.tests().isEmpty() && requirement.missing().isEmpty()) {
            wrong.add(id + " names neither a test (=) nor why there is none (?)");
          }
          for (String test : requirement.tests()) {
            if (!runs(test)) {
              wrong.add(id + " names " + test + ", which is no test that runs");
            }
          }
        });

    assertThat(wrong).isEmpty();
  }

  /** What nothing proves yet, for people to read. */
  @AfterAll
  static void report() throws IOException {
    long proven = REQUIREMENTS.values().stream().filter(Requirement::isProven).count();
    StringBuilder report =
        new StringBuilder("%d of %d proven%n".formatted(proven, REQUIREMENTS.size()));
    REQUIREMENTS.forEach(
        (id, requirement) -> {
          for (String reason : requirement.missing()) {
            report.append("%n%s  %s%n      %s%n".formatted(id, requirement.text(), reason));
          }
        });
    Files.writeString(Path.of("target", "requirements.txt"), report);
  }

  private static boolean runs(String test) {
    String[] parts = test.split("#");
    if (parts.length != 2) {
      return false;
    }
    try {
      Class<?> named =
          Class.forName("io.diction." + parts[0], false, RequirementsTest.class.getClassLoader());
      // Cases run on every database stand in a class within.
      return Stream.concat(Stream.of(named), Arrays.stream(named.getDeclaredClasses()))
          .filter(RequirementsTest::isEnabled)
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> method.getName().equals(parts[1]))
          .anyMatch(
              method -> AnnotationSupport.isAnnotated(method, Testable.class) && isEnabled(method));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static boolean isEnabled(AnnotatedElement element) {
    return !AnnotationSupport.isAnnotated(element, Disabled.class);
  }
}
