/**
 * Long work in the background: persistent jobs with progress, log and cancellation, shared out
 * fairly among organizations, resumed after a crash. Knows nothing of what a job does.
 */
@ApplicationModule(allowedDependencies = {"identity", "speech", "storage"})
@NullMarked
package io.diction.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
