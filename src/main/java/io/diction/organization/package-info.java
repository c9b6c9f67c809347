/**
 * Organizations and resellers, their users, limits and training credits. How a user signs in is the
 * matter of {@code account}.
 */
@ApplicationModule(allowedDependencies = {"identity", "audit", "storage", "jobs", "web"})
@NullMarked
package io.diction.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
