package io.diction;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.Options;

class ModulesTest {
  private static final ApplicationModules MODULES = ApplicationModules.of(DictionApplication.class);

  @Test
  void keepToTheirDeclaredDependencies() {
    MODULES.verify();
  }

  @Test
  void areDrawn() {
    new Documenter(MODULES, Options.defaults().withOutputFolder("target/modules"))
        .writeModulesAsPlantUml();
  }
}
