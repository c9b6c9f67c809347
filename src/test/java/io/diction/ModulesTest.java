package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.Options;

class ModulesTest {
  private static final ApplicationModules MODULES = ApplicationModules.of(DictionApplication.class);

  @Test
  void keepToTheirDeclaredDependencies() {
    // Speech knows nothing of Modulith and so cannot say that its sub-packages are open to all;
    // ArchitectureTest holds its wall.
    MODULES
        .detectViolations()
        .filter(violation -> !violation.hasMessageContaining("non-exposed type io.diction.speech."))
        .throwIfPresent();
  }

  /** A package of tests with a description of its own would hide the module's, limits and all. */
  @Test
  void areDescribedInOnePlace() throws IOException {
    Path tests = Path.of("src", "test", "java");
    try (Stream<Path> files = Files.walk(tests)) {
      assertThat(files.filter(file -> file.endsWith("package-info.java")))
          .noneMatch(
              file -> Files.exists(Path.of("src", "main", "java").resolve(tests.relativize(file))));
    }
  }

  @Test
  void areDrawn() {
    new Documenter(MODULES, Options.defaults().withOutputFolder("target/modules"))
        .writeModulesAsPlantUml();
  }
}
