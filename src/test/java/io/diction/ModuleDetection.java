package io.diction;

import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModuleDetectionStrategy;
import org.springframework.modulith.core.ApplicationModuleInformation;
import org.springframework.modulith.core.JavaPackage;
import org.springframework.modulith.core.NamedInterfaces;

/**
 * Modules are the packages below ours. The speech core, which carries no annotation of any
 * framework, shows the public types of all its packages; a rule of its own keeps it apart.
 */
public final class ModuleDetection implements ApplicationModuleDetectionStrategy {
  @Override
  public Stream<JavaPackage> getModuleBasePackages(JavaPackage root) {
    return ApplicationModuleDetectionStrategy.directSubPackage().getModuleBasePackages(root);
  }

  @Override
  public NamedInterfaces detectNamedInterfaces(
      JavaPackage module, ApplicationModuleInformation information) {
    return module.getLocalName().equals("speech")
        ? NamedInterfaces.forOpen(module)
        : NamedInterfaces.of(module, information);
  }
}
