/**
 * Bytes by their hash, apart for each organization: stored once, counted, removed some time after
 * nothing refers to them. What the bytes mean is the matter of those who store them.
 */
@ApplicationModule(allowedDependencies = {"identity", "speech"})
@NullMarked
package io.diction.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
