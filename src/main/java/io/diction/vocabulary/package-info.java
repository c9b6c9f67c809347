/**
 * The vocabulary of custom models: terms that they must know, how they are said, how much they
 * count.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "web",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "speech"
    })
@NullMarked
package io.diction.vocabulary;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
