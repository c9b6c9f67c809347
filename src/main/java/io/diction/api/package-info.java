/**
 * The REST API v3.2 of custom speech: what an organization's programs do with the same services as
 * the people at its pages. Says everything in the shapes of that contract, errors included.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "jobs",
      "web",
      "organization",
      "organization :: key",
      "account",
      "catalog",
      "project",
      "notification",
      "custommodel",
      "modelcopy",
      "modelfile",
      "dataset",
      "dataset :: finding",
      "training",
      "sharing",
      "evaluation",
      "evaluation :: run",
      "evaluation :: figures",
      "transcription",
      "training",
      "training :: run",
      "speech"
    })
@NullMarked
package io.diction.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
