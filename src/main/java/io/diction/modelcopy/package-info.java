/**
 * Copies of single versions of custom models, within an organization or into another one that
 * allows it: the leave for it, the job, and how far it is.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "storage",
      "jobs",
      "web",
      "organization",
      "catalog",
      "custommodel",
      "dataset"
    })
@NullMarked
package io.diction.modelcopy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
