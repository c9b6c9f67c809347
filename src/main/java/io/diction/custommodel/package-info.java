/**
 * Custom models: their status machine, versions and vocabulary, who sees them and who may change
 * them.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "jobs",
      "web",
      "organization",
      "organization :: demo",
      "organization :: plan",
      "project",
      "catalog"
    })
@NullMarked
package io.diction.custommodel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
