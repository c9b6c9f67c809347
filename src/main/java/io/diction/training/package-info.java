/**
 * Trainings: asked for, queued, run stage by stage, resumed after a crash, ended in a version. The
 * recipe itself is the speech core's.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "jobs",
      "web",
      "organization",
      "organization :: plan",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "vocabulary",
      "dataset",
      "dataset :: agreement",
      "speech"
    })
@NullMarked
package io.diction.training;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
