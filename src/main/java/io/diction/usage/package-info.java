/**
 * How much models are used, and the reseller's dashboard of them: totals of every organization that
 * has a model, never what was said there.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "web",
      "organization",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "evaluation",
      "transcription",
      "speech"
    })
@NullMarked
package io.diction.usage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
