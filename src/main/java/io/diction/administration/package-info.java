/**
 * The pages of administrators: of their own organization, of a reseller's customers, and of the
 * whole installation. Its rules are those of the modules whose services it calls.
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
      "organization :: member",
      "organization :: plan",
      "organization :: tenant",
      "account",
      "catalog"
    })
@NullMarked
package io.diction.administration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
