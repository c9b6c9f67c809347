/**
 * Signing in and the own account: sessions, throttling of guesses, set-up page, security headers,
 * passwords and preferences. Who the users are is the matter of {@code organization}.
 */
@ApplicationModule(allowedDependencies = {"identity", "audit", "web", "organization"})
@NullMarked
package io.diction.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
