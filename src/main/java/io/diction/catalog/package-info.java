/**
 * Base models, also called language packs: what is installed, for which language, and until when it
 * may be adapted and used. The files themselves are read by the speech core.
 */
@ApplicationModule(
    allowedDependencies = {"identity", "audit", "storage", "jobs", "web", "organization", "speech"})
@NullMarked
package io.diction.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
