/**
 * Single versions of custom models as files: written with checksums and signed, read from wherever
 * they come, and taken in as versions of this installation.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "web",
      "account",
      "organization",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "dataset",
      "training",
      "speech"
    })
@NullMarked
package io.diction.modelfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
