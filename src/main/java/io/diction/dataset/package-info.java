/**
 * The data of custom models: uploads, what they are and what is wrong with them, and what of it a
 * training gets. Reads no audio and no text by itself: that is the speech core's.
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
      "notification",
      "catalog",
      "custommodel",
      "vocabulary",
      "custommodel :: details",
      "speech"
    })
@NullMarked
package io.diction.dataset;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
