/**
 * Tests: versions and base models measured on recordings that did not train them, or listened to
 * side by side; what they got wrong and why, and its exports. The measure itself is the speech
 * core's.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "jobs",
      "web",
      "organization",
      "notification",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "vocabulary",
      "dataset",
      "dataset :: agreement",
      "sharing",
      "training",
      "training :: run",
      "speech"
    })
@NullMarked
package io.diction.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
