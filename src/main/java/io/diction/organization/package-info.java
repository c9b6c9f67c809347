/**
 * Organizations and resellers, their users, limits and training credits, and how a user signs in:
 * sessions, lockout, set-up page, security headers.
 */
@ApplicationModule(allowedDependencies = {"identity", "audit", "storage", "jobs", "web"})
@NullMarked
package io.diction.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
