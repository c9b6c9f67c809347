package io.diction;

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

  @Test
  void areDrawn() {
    new Documenter(MODULES, Options.defaults().withOutputFolder("target/modules"))
        .writeModulesAsPlantUml();
  }
}
