/**
 * Models of one organization in the hands of others: who gives them to whom and how they end, which
 * version is served there, and who is told. Who has what is kept by {@code custommodel}, where
 * every list and every right reads it.
 */
@ApplicationModule(
    allowedDependencies = {
      "identity",
      "audit",
      "web",
      "organization",
      "organization :: tenant",
      "notification",
      "catalog",
      "custommodel",
      "custommodel :: details",
      "vocabulary",
      "dataset :: word",
      "speech"
    })
@NullMarked
package io.diction.sharing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
