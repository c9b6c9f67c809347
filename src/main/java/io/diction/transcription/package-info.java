/**
 * Speech-to-text sessions: a recording, the model it was recognised with, the transcript with word
 * times, and its exports; or a transcript to be aligned with it. A session belongs to the user who
 * started it, and may be shown to the organization.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "jobs",
      "web",
      "organization",
      "organization :: member",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "dataset",
      "dataset :: contribution",
      "dataset :: word",
      "training",
      "sharing",
      "speech"
    })
@NullMarked
package io.diction.transcription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
