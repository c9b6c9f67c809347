/**
 * Custom speech, the pages of projects: what is in them, the way to a new model, and copies of
 * models to elsewhere. Does nothing by itself that programs could not do by the API.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "web",
      "catalog",
      "project",
      "custommodel",
      "modelcopy",
      "dataset",
      "api :: dataset",
      "api :: model",
      "api :: evaluation"
    })
@NullMarked
package io.diction.customspeech;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
