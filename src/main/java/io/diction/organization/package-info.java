/**
 * Organizations and resellers: what they are and what they set. Their users, plans and keys have
 * packages of their own; how a user signs in is the matter of {@code account}.
 */
@ApplicationModule(allowedDependencies = {"identity", "audit", "storage", "jobs", "web"})
@NullMarked
package io.diction.organization;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
